//! What happened to a resident in a round, in words of a language.

use super::State;
use crate::city::{Case, Category, Channel, City, Handler, OfficeKind, Stage};
use crate::events::{Body, Decision, Outcome};
use crate::language::{Language, Named};
use crate::simulation::Simulation;

/// A need that ended, of someone who neither decided on it nor had an outcome.
pub(super) fn faded(before: &State, now: &State, language: Language) -> Option<String> {
    let need = before.need.filter(|_| before.stage == Stage::Waiting)?;
    let category = need.category.name_in(language);
    (now.stage == Stage::None).then(|| match language {
        Language::En => format!("the {category} need passes by itself"),
        Language::Zh => format!("{category}需求自行消失"),
    })
}

pub(super) fn decided(decision: &Decision, language: Language) -> Vec<String> {
    let mut told = Vec::new();
    if decision.first {
        told.push(arisen(decision, language));
    }
    if !decision.worker.is_nan() {
        told.push(language.pick("a grid worker comes by", "网格员上门").to_owned());
    }
    let channel = decision.choice.map(|choice| choice.name_in(language));
    let choice = channel.unwrap_or(language.pick("to wait", "等待"));
    let handed = language.pick("to hand it to the grid worker", "交给网格员");
    let choice = if decision.by_worker { handed } else { choice };
    let utilities = utilities(decision, language);
    told.push(match language {
        Language::En => format!("chooses {choice} (utilities: {utilities})"),
        Language::Zh => format!("选择{choice}（效用：{utilities}）"),
    });
    told
}

fn arisen(decision: &Decision, language: Language) -> String {
    let need = &decision.need;
    let (category, kind) = (need.category.name_in(language), need.kind.name_in(language));
    let (severity, agencies, work) = (need.severity, need.agencies, need.work);
    match language {
        Language::En => {
            let agencies = if agencies == 1 { "one agency".to_owned() } else { format!("{agencies} agencies") };
            format!("a need arises: {category}, {kind}, severity {severity:.2}, {agencies}, {work:.1} work units")
        }
        Language::Zh => {
            format!(
                "产生需求：{category}，{kind}，严重程度 {severity:.2}，涉及 {agencies} 个机构，工作量 {work:.1} 单位"
            )
        }
    }
}

fn utilities(decision: &Decision, language: Language) -> String {
    let channels = Channel::ALL.iter().map(|channel| channel.name_in(language)).zip(decision.utilities);
    let all = channels.chain([(language.pick("grid worker", "网格员"), decision.worker)]);
    let available = all.filter(|(_, utility)| !utility.is_nan());
    let told: Vec<String> = available.map(|(name, utility)| format!("{name} {utility:+.2}")).collect();
    format!("{} +0.00{}{}", language.pick("wait", "等待"), language.comma(), told.join(language.comma()))
}

/// What happened to an open case in the round.
pub(super) fn worked(
    before: &State,
    now: &State,
    simulation: &Simulation,
    district: usize,
    language: Language,
) -> Vec<String> {
    let Some(case) = &now.case else { return Vec::new() };
    let round = simulation.round() - 1;
    let old = before.case.as_ref().filter(|old| old.id == case.id);
    let mut told = Vec::new();
    if old.is_none() {
        told.push(taken(case, &handler(case, simulation.city(), district, language), language));
        told.extend((case.ready > round).then(|| misrouted(case.ready, language)));
    }
    if case.convened && !old.is_some_and(|old| old.convened) {
        told.push(
            language.pick("the lead body convenes the agencies of her case", "统筹机构为她的案件召集各机构").to_owned(),
        );
    }
    if case.begun == Some(round) {
        told.push(language.pick("work on her case begins", "开始办理她的案件").to_owned());
    }
    if case.attempts > old.map_or(0, |old| old.attempts) {
        told.push(match language {
            Language::En => format!("attempt {} at her case fails; it will be tried again", case.attempts),
            Language::Zh => format!("她的案件第 {} 次办理失败，将再次办理", case.attempts),
        });
    }
    if case.handler == Handler::Court && old.is_some_and(|old| old.handler != Handler::Court) {
        told.push(language.pick("mediation fails and she goes to court", "调解失败，她诉至法院").to_owned());
    }
    told
}

fn taken(case: &Case, handler: &str, language: Language) -> String {
    let others = case.behind.len().saturating_sub(1);
    match (language, others) {
        (Language::En, 0) => format!("her case goes to {handler}"),
        (Language::En, _) => format!("her case goes to {handler}, with {others} others"),
        (Language::Zh, 0) => format!("案件交给{handler}"),
        (Language::Zh, _) => format!("案件交给{handler}，另有 {others} 人联署"),
    }
}

fn misrouted(until: i32, language: Language) -> String {
    match language {
        Language::En => format!("it went to the wrong desk first and waits until round {until}"),
        Language::Zh => format!("案件起初派错，等到第 {until} 轮"),
    }
}

fn handler(case: &Case, city: &City, district: usize, language: Language) -> String {
    let words = |en: &str, zh: &str| language.pick(en, zh).to_owned();
    match case.handler {
        Handler::Office(office) => match city.districts[district].officials.offices[office as usize].kind {
            OfficeKind::Community(_) => words("the community office", "社区服务站"),
            OfficeKind::Department(category) => {
                let category = category.name_in(language);
                language.pick(format!("the {category} department"), format!("{category}部门"))
            }
        },
        Handler::Organisation(_) => words("an organisation", "一个组织"),
        Handler::Mediation(_) => words("mediation", "调解"),
        Handler::Court => words("a court", "法院"),
    }
}

pub(super) fn ended(outcome: &Outcome, category: Category, language: Language) -> String {
    let (en, zh) = match outcome.body {
        Body::Government => ("by government", "政府"),
        Body::Organisation(_) => ("by an organisation", "组织"),
        Body::Law => ("by law", "法律渠道"),
        Body::Neighbours => ("by neighbours", "邻里"),
    };
    let (by, satisfied, need) = (language.pick(en, zh), felt(outcome, language), category.name_in(language));
    match (language, outcome.solved, outcome.asked) {
        (Language::En, true, true) => format!("her {need} need is solved {by}, {satisfied}"),
        (Language::En, true, false) => format!("others' case solves her {need} need too, {satisfied}"),
        (Language::En, false, _) => format!("her {need} need is not solved {by}, {satisfied}"),
        (Language::Zh, true, true) => format!("{by}解决了她的{need}需求，{satisfied}"),
        (Language::Zh, true, false) => format!("他人的案件也解决了她的{need}需求，{satisfied}"),
        (Language::Zh, false, _) => format!("{by}没有解决她的{need}需求，{satisfied}"),
    }
}

/// How she takes it, and what from.
pub(super) fn felt(outcome: &Outcome, language: Language) -> String {
    let Outcome { satisfaction, performance, justice, .. } = outcome;
    let felt = match language {
        Language::En => {
            format!("satisfaction {satisfaction:.2} from performance {performance:.2} and fairness {justice:.2}")
        }
        Language::Zh => format!("满意度 {satisfaction:.2}，源于绩效 {performance:.2} 和公平 {justice:.2}"),
    };
    match (outcome.solved, outcome.satisfied) {
        (true, false) => format!("{felt}{}", language.pick("; yet she is not satisfied", "；她却不满意")),
        (false, true) => format!("{felt}{}", language.pick("; she is satisfied all the same", "；她仍然满意")),
        _ => felt,
    }
}

pub(super) fn took_up(before: &State, now: &State, language: Language) -> Option<String> {
    match (before.adopter, now.adopter) {
        (false, true) => Some(language.pick("takes up the platform", "开始使用平台").to_owned()),
        (true, false) => Some(language.pick("leaves the platform", "不再使用平台").to_owned()),
        _ => None,
    }
}

/// Whether what happened made her readier or less ready to ask again.
pub(super) fn used_to(before: &State, now: &State, language: Language) -> Option<String> {
    let (a, b) = (before.habit, now.habit);
    let habit = language.pick("habit of asking", "求助习惯");
    ((a - b).abs() >= 0.05).then(|| format!("{habit} {a:+.2} -> {b:+.2}"))
}

/// The trusts that changed by what happened.
pub(super) fn trusted(before: &State, now: &State, language: Language) -> Option<String> {
    let names = language.pick(["government", "organisations", "neighbours"], ["政府", "组织", "邻里"]);
    let changes = names.iter().zip(before.trust.iter().zip(&now.trust)).filter(|(_, (a, b))| (*a - *b).abs() >= 0.005);
    let told: Vec<String> = changes.map(|(name, (a, b))| format!("{name} {a:.2} -> {b:.2}")).collect();
    let trust = language.pick("trust: ", "信任：");
    (!told.is_empty()).then(|| format!("{trust}{}", told.join(language.comma())))
}
