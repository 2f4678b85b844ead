//! Policy: what a government can decide, the budget and the rules of each pillar. Only these keys may change in a reform.

mod prices;

pub use prices::price;

use crate::calendar::YEAR;
use crate::language::Words;
use crate::parameters::{ASSUMED, Declared, SHARE};
use crate::pillars::{PILLARS, PerPillar, pillars};

/// Staff pays where other shares vary.
const PAYS: Declared = Declared::Tied(Words::new("it pays for what other shares vary", "它承担其他份额的变动"));

macro_rules! budget_share {
    ($($field:ident: $variant:ident = $name:literal $zh:literal, $is:literal, $entry:literal $entry_zh:literal, $share:expr, $meaning:literal $meaning_zh:literal;)*) => {
        crate::names! {
            /// A share of the budget: services, investment and the pillars that money buys.
            pub enum BudgetShare {
                /// Staff of offices and departments.
                Services = "services" "服务",
                /// Upkeep and building of public services.
                Investment = "investment" "投资",
                $(#[doc = $is] $variant = $name $zh,)*
            }
        }
    };
}
pillars!(budget_share);

crate::names! {
    /// How a consultation session is held.
    pub enum Format {
        /// Heart-to-heart talks with residents who have an open need.
        Talks = "talks" "谈心",
        /// Residents' or villagers' forum, open to everyone.
        Forum = "forum" "议事会",
        /// Hearing of representatives, equal numbers from each third of ses.
        Hearing = "hearing" "听证会",
        /// Mini-public drawn by lot and paid, equal numbers from each third of ses.
        Minipublic = "minipublic" "抽签小组",
        /// Survey: many answers, no discussion.
        Survey = "survey" "问卷",
    }
}

macro_rules! budget {
    ($($field:ident: $variant:ident = $name:literal $zh:literal, $is:literal, $entry:literal $entry_zh:literal, $share:expr, $meaning:literal $meaning_zh:literal;)*) => {
        crate::parameters! {
            /// The money and what it is spent on. The nine shares sum to 1.
            pub struct Budget {
                /// Money per resident and round, relative to the baseline city.
                #[zh = "每轮每位居民的资金，相对于参照城市。"]
                per_resident: f64 = 1.0, 0.0..=100.0, "money per resident and round", ASSUMED, Declared::Between(0.8, 1.2);
                /// The share that absorbs the difference when other shares change.
                #[zh = "其他份额变动时承担差额的份额。"]
                payer: BudgetShare = BudgetShare::Services, .., "name", ASSUMED, PAYS;
                /// Share for the staff of community offices and departments.
                #[zh = "用于社区服务站和部门人员的份额。"]
                services: f64 = 0.55, SHARE, "share", ASSUMED, PAYS;
                /// Share for the upkeep and building of public services.
                #[zh = "用于公共服务维护与建设的份额。"]
                investment: f64 = 0.20, SHARE, "share", ASSUMED;
                $(#[doc = $meaning] #[zh = $meaning_zh] $field: f64 = $share, SHARE, "share", ASSUMED;)*
            }
        }

        impl Budget {
            /// The shares in the order of [`BudgetShare`].
            pub fn shares(&self) -> [f64; 2 + PILLARS] {
                [self.services, self.investment, $(self.$field),*]
            }

            /// The shares of the pillars.
            pub fn pillars(&self) -> PerPillar<f64> {
                PerPillar { $($field: self.$field),* }
            }
        }
    };
}
pillars!(budget);

crate::parameters! {
    /// Rules of the coordinating body.
    pub struct Leadership {
        /// Joint cases that a fully built lead body can convene per 1,000 residents and round.
        #[zh = "完全建成的统筹机构每轮每千名居民可召集的联办案件数。"]
        attention: f64 = 2.0, 0.0..=1000.0, "cases per 1,000 residents and round", ASSUMED;
        /// Share of officials' idle capacity that a fully built lead body pools for the offices with most to do.
        #[zh = "完全建成的统筹机构把公职人员闲置能力调剂给最忙机构的比例。"]
        pooling: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Share of all officials' capacity that moves to the department of a shocked category while the shock lasts.
        #[zh = "冲击期间，全体公职人员办理能力转到受冲击类别部门的比例。"]
        surge: f64 = 0.3, SHARE, "share", ASSUMED;
        /// How far investment and priorities lean towards the worst off.
        #[zh = "投资和优先级向境况最差者倾斜的程度。"]
        equity: f64 = 0.5, SHARE, "share", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of responsible government.
    pub struct Government {
        /// Probability that a single-agency case is delegated to the community office.
        #[zh = "单一机构案件下放给社区服务站的概率。"]
        delegation: f64 = 0.5, SHARE, "probability", "Oates 1972 (decentralisation); value assumed";
        /// Share of staff capacity in community offices; the rest is in the departments.
        #[zh = "社区服务站占人员办理能力的比例；其余在部门。"]
        community_staff: f64 = 0.3, SHARE, "share", ASSUMED, Declared::Between(0.15, 0.45);
        /// Rounds within which a case is to be resolved.
        #[zh = "案件应在多少轮内解决。"]
        deadline: u32 = 4, 1..=10 * YEAR, "rounds", ASSUMED;
        /// Completed attempts after which an unsolved case is closed as unresolved.
        #[zh = "完成多少次办理后，未解决的案件以未解决办结。"]
        attempts: u32 = 2, 1..=100, "attempts", ASSUMED;
        /// Pressure on officials to report cases as resolved.
        #[zh = "要求公职人员把案件报为已解决的考核压力。"]
        pressure: f64 = 0.5, SHARE, "level", "Lipsky 1980 (street-level bureaucracy); value assumed";
        /// How much reported resolutions are verified.
        #[zh = "对上报的解决加以核查的程度。"]
        supervision: f64 = 0.5, SHARE, "level", ASSUMED;
        /// How far investment follows plans for the places most in need of it, when the platform is fully built.
        #[zh = "平台完全建成时，投资按规划投向最需要之处的程度。"]
        planning: f64 = 0.6, SHARE, "share", ASSUMED;
        /// Share of staff who work in the grids instead of in offices.
        #[zh = "在网格而不在办事机构工作的人员比例。"]
        grid_share: f64 = 0.0, SHARE, "share", ASSUMED, Declared::Between(0.0, 0.2);
        /// Part of grid workers' time that goes to patrols; the rest goes to visits.
        #[zh = "网格员时间用于巡查的部分；其余用于走访。"]
        patrol: f64 = 0.5, SHARE, "share", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of democratic consultation.
    pub struct Consultation {
        /// Rounds between two sessions of a community, when consultation is fully built.
        #[zh = "协商完全建成时，社区两次协商会相隔的轮数。"]
        every: f64 = 12.0, 1.0..=100.0 * f64::from(YEAR), "rounds", ASSUMED;
        /// How sessions are held.
        #[zh = "协商会的形式。"]
        format: Format = Format::Forum, .., "name", "Arnstein 1969 (ladder of participation)";
        /// Share of investment in a community that follows its mandate.
        #[zh = "社区投资中遵从其决议的比例。"]
        bindingness: f64 = 0.5, SHARE, "share", "Arnstein 1969 (ladder of participation); value assumed";
        /// Rounds that a mandate is valid.
        #[zh = "决议有效的轮数。"]
        term: u32 = YEAR, 1..=100 * YEAR, "rounds", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of social collaboration.
    pub struct Collaboration {
        /// Probability that an office refers a single-agency case to an organisation with less to do, when collaboration is fully built.
        #[zh = "协同完全建成时，办事机构把单一机构案件转介给较空闲组织的概率。"]
        referral: f64 = 0.5, SHARE, "probability", ASSUMED;
        /// How freely organisations decide how they work.
        #[zh = "组织自主决定如何工作的程度。"]
        autonomy: f64 = 0.5, SHARE, "level", ASSUMED;
        /// How much enterprises and institutions contribute, when collaboration is fully built.
        #[zh = "协同完全建成时，企业和机构出力的程度。"]
        responsibility: f64 = 0.5, SHARE, "level", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of public participation.
    pub struct Participation {
        /// Share of residents reached by what is made public, when participation is fully built.
        #[zh = "参与完全建成时，公开的信息所触及的居民比例。"]
        publicity: f64 = 0.5, SHARE, "share", ASSUMED;
    }
}

crate::parameters! {
    /// Rules of the shared platform.
    pub struct Technology {
        /// How much a fully built platform lowers the cost of a request.
        #[zh = "平台完全建成时，提出诉求的成本降低的程度。"]
        cost_tech: f64 = 0.0, SHARE, "utility", ASSUMED;
        /// Probability that someone without the platform can use it by telephone, when it is fully built.
        #[zh = "平台完全建成时，不使用平台者可通过电话使用它的概率。"]
        phone: f64 = 0.0, SHARE, "probability", ASSUMED;
        /// How much a fully built platform is designed for those with few digital skills.
        #[zh = "平台完全建成时，为数字技能低者设计的程度。"]
        inclusion: f64 = 0.5, SHARE, "share", ASSUMED;
    }
}

crate::sections! {
    /// Everything that a government can decide.
    pub struct Policy {
        /// The money.
        budget: Budget;
        /// The coordinating body.
        leadership: Leadership;
        /// Responsible government.
        government: Government;
        /// Democratic consultation.
        consultation: Consultation;
        /// Social collaboration.
        collaboration: Collaboration;
        /// Public participation.
        participation: Participation;
        /// The shared platform.
        technology: Technology;
    }
}
