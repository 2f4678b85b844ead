//! A limit that takes several mechanisms: an office as a queue with several servers.
//!
//! Intake gives a case to the official with the least work in hand, and officials work first come first served when no
//! case is more pressing. That is, case by case, one common queue for the whole office: who joins the queue with the
//! least work left starts when the first official is free (Kiefer & Wolfowitz 1955). With Poisson arrivals, exponential
//! work and certain success an office of c officials is M/M/c as the round gets short, and waits by Erlang's C.

use rand_distr::Distribution;

use super::{delivery, intake};
use crate::city::testing::{levels, need, staffed_district, streams};
use crate::city::{Category, Channel, District, Need, Office, Staffing};
use crate::events::{Decision, Events};
use crate::institutions::{Levels, Productivity};
use crate::math::ln;
use crate::policy::Policy;
use crate::streams::distributions::Poisson;
use crate::streams::{Generator, Purpose, Streams};

/// Length of a round, in units of the mean work of a case.
const ROUND: f64 = 0.05;

/// Offices that are simulated side by side.
const OFFICES: usize = 20;

/// What a long run of offices shows, per office.
struct Measured {
    /// Share of rounds in which all officials of an office have a case.
    busy: f64,
    /// Mean number of cases waiting for an official.
    waiting: f64,
    /// Mean number of open cases.
    open: f64,
    /// Cases filed per round.
    arrivals: f64,
    /// Mean rounds from filing to the end.
    rounds: f64,
}

/// A district in which all staff is in community offices of `officials` each.
fn offices(officials: usize) -> District {
    let residents = 100.0 * OFFICES as f64;
    let number = (officials * OFFICES + 8) as f64;
    let staffing = Staffing { residents_per_official: residents / number, ..Staffing::default() };
    let mut district = staffed_district(OFFICES as u32, 100, &staffing, 1.0);
    for official in &mut district.officials.list {
        (official.diligence, official.skill) = (1.0, 1.0);
    }
    assert!((0..OFFICES as u32).all(|office| district.officials.range(Office::Community(office)).len() == officials));
    district
}

/// The requests of a round: Poisson in each office, of exponential work.
fn requests(mean: f64, rng: &mut Generator, district: &mut District) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for (number, community) in district.communities.iter_mut().enumerate() {
        for resident in 0..Poisson(mean as f32).sample(rng) {
            let uniform: f32 = rand_distr::OpenClosed01.sample(rng);
            let asked = Need { work: -ln(uniform), channel: Channel::Office, ..need(Category::Care) };
            community.needs.need[resident as usize] = asked;
            decisions.push(Decision {
                community: number as u32,
                resident,
                third: 1,
                first: true,
                utilities: [0.0; 6],
                choice: Some(Channel::Office),
            });
        }
    }
    decisions
}

/// Offices of `officials` whose officials are busy the share `utilisation` of their time, after a warm-up.
fn simulate(officials: usize, utilisation: f64, rounds: i32) -> Measured {
    let mut district = offices(officials);
    let mut policy = Policy::default();
    (policy.government.delegation, policy.government.community_staff) = (1.0, 1.0);
    let capacity = ROUND * (officials * OFFICES) as f64;
    let work_rate = capacity / (policy.budget.services * district.residents() as f64);
    let productivity = Productivity { work_rate, ..Productivity::default() };
    let world = delivery::Params { overload: 0.0, ..delivery::Params::default() };
    let params = intake::Params { right: 1.0, right_tech: 0.0, ..intake::Params::default() };
    let (none, streams) = (levels(0.0), streams(21));
    let desk =
        intake::Desk { params: &params, policy: &policy, levels: &none, backlog: 4.0, verification: 0.0, horizon: 4.0 };
    let mut rng = streams.round(Purpose::Voice, 0).generator(officials as u64);
    let mut sums = [0.0f64; 3];
    let (mut filed, mut ended, mut lived) = (0, 0usize, 0.0);
    let warm_up = rounds / 10;
    for round in 0..rounds + warm_up {
        let decisions = requests(utilisation * capacity / OFFICES as f64, &mut rng, &mut district);
        let events = one_round((&world, &productivity), &desk, (&streams, round), &decisions, &mut district);
        if round >= warm_up {
            measure(officials, &district, &mut sums);
            filed += decisions.len();
            ended += events.closures.len();
            lived += events.closures.iter().map(|closure| f64::from(closure.rounds)).sum::<f64>();
        }
    }
    let [busy, waiting, open] = sums.map(|sum| sum / (f64::from(rounds) * OFFICES as f64));
    Measured {
        busy,
        waiting,
        open,
        arrivals: filed as f64 / f64::from(rounds) / OFFICES as f64,
        rounds: lived / ended as f64,
    }
}

fn one_round(
    (world, productivity): (&delivery::Params, &Productivity),
    desk: &intake::Desk<'_>,
    (streams, round): (&Streams, i32),
    decisions: &[Decision],
    district: &mut District,
) -> Events {
    let mut events = Events::default();
    let levels = Levels::default();
    let rules =
        delivery::Rules { params: world, policy: desk.policy, levels: &levels, efficiency: 0.8, streams, round };
    delivery::staff(world, desk.policy, productivity, &crate::city::Categories::default(), district);
    intake::receive(desk, decisions, (streams, round), district, &mut events);
    delivery::weigh(world, &mut district.officials);
    delivery::work(&rules, district, &mut events);
    events
}

fn measure(officials: usize, district: &District, sums: &mut [f64; 3]) {
    for office in 0..OFFICES as u32 {
        let queues = district.officials.list[district.officials.range(Office::Community(office))].iter();
        let open: usize = queues.map(|official| official.queue.len()).sum();
        sums[0] += if open >= officials { 1.0 } else { 0.0 };
        sums[1] += open.saturating_sub(officials) as f64;
        sums[2] += open as f64;
    }
}

/// Erlang's C: the probability that all of c servers are busy at a utilisation.
fn erlang_c(servers: usize, utilisation: f64) -> f64 {
    let offered = servers as f64 * utilisation;
    let blocked = (1..=servers).fold(1.0, |b, c| offered * b / (c as f64 + offered * b));
    blocked / (1.0 - utilisation * (1.0 - blocked))
}

/// The numbers are means over 20 offices for 3,000 mean works each. The asymptotic variance of a queue's length (Whitt
/// 1989) puts the standard error of those waiting at 2.5 to 4 % and of the share busy at .004 to .007, so the bounds
/// are five of them, exceeded by chance about once in a million. Cases shared at random would make three officials wait
/// four times as long. Little's law holds in every path; its bound covers the cases open at the ends.
#[test]
fn an_office_waits_by_erlangs_c_as_the_round_gets_short() {
    assert!((erlang_c(1, 0.6) - 0.6).abs() < 1e-12 && (erlang_c(2, 0.5) - 1.0 / 3.0).abs() < 1e-12);
    for (officials, utilisation) in [(1, 0.5), (2, 0.6), (3, 0.7)] {
        let measured = simulate(officials, utilisation, 60_000);
        let all_busy = erlang_c(officials, utilisation);
        let waiting = all_busy * utilisation / (1.0 - utilisation);
        assert!((measured.busy - all_busy).abs() < 0.04, "{} all busy, not {all_busy}", measured.busy);
        assert!((measured.waiting / waiting - 1.0).abs() < 0.2, "{} waiting, not {waiting}", measured.waiting);
        let little = measured.arrivals * measured.rounds;
        assert!((measured.open / little - 1.0).abs() < 0.01, "{} open, not {little}", measured.open);
    }
}
