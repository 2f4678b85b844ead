//! What shares are shares of.

use crate::language::Words;

pub(super) const RESIDENTS: Words = Words::new("residents", "居民");
pub(super) const NEW_NEEDS: Words = Words::new("new needs", "新增需求");
pub(super) const NEEDS: Words = Words::new("needs", "需求");
pub(super) const CLOSED: Words = Words::new("closed cases", "办结案件");
pub(super) const CLOSED_BY_GOVERNMENT: Words = Words::new("closed cases of government", "政府办结案件");
pub(super) const CLOSED_BY_ORGANISATIONS: Words = Words::new("closed cases of organisations", "组织办结案件");
pub(super) const CLOSED_BY_LAW: Words = Words::new("closed cases of law", "法律渠道办结案件");
pub(super) const OUTCOMES: Words = Words::new("outcomes", "有结果者");
pub(super) const UNSOLVED: Words = Words::new("unsolved outcomes", "结果未解决者");
pub(super) const CAPACITY: Words = Words::new("capacity", "办理能力");
pub(super) const SOLVED: Words = Words::new("solved needs", "已解决需求");
