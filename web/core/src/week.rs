//! What happened in a week, in a sentence.

use grassroots::Simulation;
use grassroots::city::End;
use grassroots::events::Events;

use crate::facts::say;

/// What happened in the round lived last.
pub fn told(simulation: &Simulation, language: &str) -> String {
    let week = Week::of(simulation.events());
    let round = simulation.round() - 1;
    let text = match (simulation.events().is_empty(), round < 0, week.sessions > 0) {
        (true, ..) => return say(language, "The city has just been built.", "城市刚刚建成。").to_owned(),
        (_, true, _) => say(
            language,
            "The city is settling in: {to} weeks to week 1. {needs} needs arose, {closed} cases were closed.",
            "城市正在形成日常：距第 1 周还有 {to} 周。新增诉求 {needs} 件，办结 {closed} 件。",
        ),
        (_, _, true) => say(
            language,
            "Week {round}: {needs} needs arose, {asked} residents asked for help, {closed} cases were closed, {solved} of \
             them solved; {attended} residents met in {sessions} sessions.",
            "第 {round} 周：新增诉求 {needs} 件，{asked} 人求助，办结 {closed} 件，其中真正解决 {solved} 件；{sessions} 场协商会有 {attended} 人参加。",
        ),
        _ => say(
            language,
            "Week {round}: {needs} needs arose, {asked} residents asked for help, {closed} cases were closed, {solved} of \
             them solved.",
            "第 {round} 周：新增诉求 {needs} 件，{asked} 人求助，办结 {closed} 件，其中真正解决 {solved} 件。",
        ),
    };
    let numbers = [
        ("{round}", i64::from(round) + 1),
        ("{to}", i64::from(-round)),
        ("{needs}", week.needs as i64),
        ("{asked}", week.asked as i64),
        ("{closed}", week.closed as i64),
        ("{solved}", week.solved as i64),
        ("{sessions}", week.sessions as i64),
        ("{attended}", week.attended as i64),
    ];
    numbers.iter().fold(text.to_owned(), |text, (name, number)| text.replace(name, &number.to_string()))
}

/// What is counted.
struct Week {
    needs: usize,
    asked: usize,
    closed: usize,
    solved: usize,
    sessions: usize,
    attended: usize,
}

impl Week {
    fn of(events: &[Events]) -> Self {
        let sum = |count: &dyn Fn(&Events) -> usize| events.iter().map(count).sum();
        Self {
            needs: sum(&|events| events.decisions.iter().filter(|decision| decision.first).count()),
            asked: sum(&|events| events.decisions.iter().filter(|decision| decision.asked().is_some()).count()),
            closed: sum(&|events| events.closures.len()),
            solved: sum(&|events| events.closures.iter().filter(|closure| closure.end == End::Solved).count()),
            sessions: sum(&|events| events.sessions.len()),
            attended: sum(&|events| events.sessions.iter().map(|session| session.participants.len()).sum()),
        }
    }
}
