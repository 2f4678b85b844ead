//! Consultation: sessions in which residents say what is needed, mandates, and whether they are followed.
//!
//! Each round L_cons communities / `every` of a district's communities, those longest without one first, hold a
//! session. Whoever is asked comes with probability logistic(civic_i + paid). Opinions are needs seen through concern,
//! E_ig ~ h_ig exp(concern xi_ig), and are discussed at tables of `table` (Friedkin & Johnsen 1990); then
//! everyone has a vote:
//!
//! ```text
//! X_i = stubbornness E_i + (1 - stubbornness) sum_table w E / sum_table w       w = exp(dominance (1 - facilitation) (s - 1/2))
//! y = mean X                   mandate_cg = K y_g          congruence = 1 - 1/2 sum_g |y_g - mean_c(E)_g|
//! J_i = (1 + facilitation + (1 - 1/2 sum_g |y_g - E_ig|)) / 3
//! ```
//!
//! Everyone at a table hears the same mean, which pulling back to one's own opinion leaves where it is, so one step is the
//! fixed point: y = stubbornness mean(E) + (1 - stubbornness) (mean over seats of sum_table w E / sum_table w).
//!
//! Participants take the procedure as it was (J: voice, neutrality, influence; Tyler 1990); others hear of it by
//! publicity; when a mandate ends its participants judge the follow-through by the root of the bindingness. Who answers a
//! survey takes part in nothing, and judges nothing. A session costs the community office `cost` work units a seat.
//!
//! Reads: hazards, concern, ses, inclination to take part. Writes: mandates, hours owed, trust, efficacy, duty, last
//! activity. Draws: sessions, seats, invitations, attendance, publicity.

mod deliberation;
mod invitation;

pub use deliberation::deliberate;

use crate::city::{CATEGORIES, Categories, Community, Grid, Mandate, PerCategory, Traits, Trust, age_effect};
use crate::events::Session;
use crate::institutions::Levels;
use crate::math::{exp, mean_of, toward};
use crate::parameters::{ASSUMED, RATE, SHARE, WEIGHT};
use crate::policy::{Format, Policy};
use crate::streams::{At, Purpose};

crate::names! {
    /// Who is asked to a session.
    pub enum Invited {
        /// Everyone, in random order.
        Everyone = "everyone" "所有人",
        /// Residents with an open need, in random order.
        InNeed = "in_need" "有需求者",
        /// Equal numbers from each third of ses in the community.
        Stratified = "stratified" "分层抽取",
    }
}

crate::parameters! {
    /// One format of session.
    pub struct Design {
        /// Seats per 1,000 residents of the community.
        #[zh = "社区每千名居民的席位数。"]
        seats: f64 = 0.0, 0.0..=1000.0, "seats per 1,000 residents", ASSUMED;
        /// Who is asked.
        #[zh = "邀请谁。"]
        invited: Invited = Invited::Everyone, .., "name", ASSUMED;
        /// Whether participants are paid.
        #[zh = "参与者是否有酬。"]
        paid: bool = false, .., "flag", ASSUMED;
        /// Whether there is a discussion, and so a procedure to be felt.
        #[zh = "是否有讨论，从而有程序可感受。"]
        discussion: bool = true, .., "flag", ASSUMED;
        /// How well the discussion is led: 1 gives everyone the same say.
        #[zh = "讨论主持得如何：1 使人人发言权相同。"]
        facilitation: f64 = 0.0, SHARE, "level", ASSUMED;
        /// Participants at a table; 0 is one table for all.
        #[zh = "一桌的参与者数；0 表示所有人同桌。"]
        table: u32 = 0, 0..=1_000_000, "participants", ASSUMED;
        /// Work units that a seat takes from the community office.
        #[zh = "一个席位占用社区服务站的工作量。"]
        cost: f64 = 0.1, WEIGHT, "work units per seat", ASSUMED;
    }
}

/// Shorthand for the table of formats below.
fn design(seats: f64, invited: Invited, facilitation: f64, cost: f64) -> Design {
    Design { seats, invited, facilitation, cost, ..Design::default() }
}

crate::sections! {
    /// The formats that `consultation.format` chooses from.
    pub struct Formats {
        /// Heart-to-heart talks.
        talks: Design = Design { table: 4, ..design(8.0, Invited::InNeed, 0.8, 0.25) };
        /// Residents' or villagers' forum.
        forum: Design = design(40.0, Invited::Everyone, 0.4, 0.1);
        /// Hearing of representatives.
        hearing: Design = Design { table: 8, ..design(16.0, Invited::Stratified, 0.6, 0.375) };
        /// Mini-public drawn by lot and paid.
        minipublic: Design = Design { table: 8, paid: true, ..design(16.0, Invited::Stratified, 0.9, 0.75) };
        /// Survey.
        survey: Design = Design { discussion: false, ..design(150.0, Invited::Everyone, 0.0, 0.027) };
    }
}

impl Formats {
    /// The design of a format.
    pub fn of(&self, format: Format) -> &Design {
        match format {
            Format::Talks => &self.talks,
            Format::Forum => &self.forum,
            Format::Hearing => &self.hearing,
            Format::Minipublic => &self.minipublic,
            Format::Survey => &self.survey,
        }
    }
}

crate::parameters! {
    /// How sessions go and what they leave behind.
    pub struct Params {
        /// What payment adds to the inclination to come.
        #[zh = "酬劳使参会意愿增加的幅度。"]
        payment: f64 = 1.0, WEIGHT, "logit", ASSUMED;
        /// How much a resident's concern shapes her opinion.
        #[zh = "居民自身关切对其意见的影响程度。"]
        concern: f64 = 0.6, WEIGHT, "log", ASSUMED;
        /// Weight of one's own opinion in a discussion.
        #[zh = "讨论中自己意见的权重。"]
        stubbornness: f64 = 0.5, SHARE, "share", "Friedkin & Johnsen 1990; value assumed";
        /// How much more those of high ses speak without facilitation.
        #[zh = "无人主持时社会经济地位高者多发言的程度。"]
        dominance: f64 = 2.0, WEIGHT, "log", ASSUMED;
        /// How much a session moves participants' trust in government.
        #[zh = "一次协商会对参与者政府信任的影响程度。"]
        trust_rate: f64 = 0.10, RATE, "rate", "Tyler 1990; value assumed";
        /// How much it moves their efficacy.
        #[zh = "一次协商会对其效能感的影响程度。"]
        efficacy_rate: f64 = 0.15, RATE, "rate", ASSUMED;
        /// How much it raises their trust in neighbours.
        #[zh = "一次协商会使其邻里信任提高的幅度。"]
        bond: f64 = 0.05, RATE, "rate", ASSUMED;
        /// How much it raises their civic duty.
        #[zh = "一次协商会使其公民责任感提高的幅度。"]
        habit: f64 = 0.05, RATE, "rate", ASSUMED;
        /// How much hearing of a session moves trust in government.
        #[zh = "听说协商会对政府信任的影响程度。"]
        hearsay: f64 = 0.05, RATE, "rate", ASSUMED;
        /// How much the follow-through moves participants' trust in government.
        #[zh = "决议落实对参与者政府信任的影响程度。"]
        follow_trust: f64 = 0.2, RATE, "rate", ASSUMED;
        /// How much it moves their efficacy.
        #[zh = "决议落实对其效能感的影响程度。"]
        follow_efficacy: f64 = 0.2, RATE, "rate", ASSUMED;
    }
}

/// What consultation goes by.
pub struct Rules<'a> {
    /// How sessions go.
    pub params: &'a Params,
    /// The formats there are.
    pub formats: &'a Formats,
    /// Categories of need.
    pub categories: &'a Categories,
    /// The rules in force.
    pub policy: &'a Policy,
    /// What the pillars can do.
    pub levels: &'a Levels,
    /// Where and when it draws.
    pub at: At<'a>,
}

impl Rules<'_> {
    fn design(&self) -> &Design {
        self.formats.of(self.policy.consultation.format)
    }
}

/// The communities of a district that hold a session in this round: those longest without one first, ties at random.
pub fn convoke(rules: &Rules<'_>, key: u64, communities: &[Community]) -> Vec<usize> {
    let stream = rules.at.draws(Purpose::Sessions);
    let rate = rules.levels.consultation * communities.len() as f64 / rules.policy.consultation.every;
    let number = stream.whole(key, rate) as usize;
    let mut order: Vec<usize> = (0..communities.len()).collect();
    order.sort_by_key(|&c| (communities[c].forum.last_session, stream.hash(communities[c].key)));
    order.truncate(number);
    order
}

/// Ends a mandate whose time is over; its participants judge the follow-through.
pub fn expire(rules: &Rules<'_>, community: &mut Community) {
    let over =
        |mandate: &Mandate| rules.at.round >= mandate.since.saturating_add_unsigned(rules.policy.consultation.term);
    if community.forum.mandate.as_ref().is_some_and(over) {
        end_mandate(rules, community);
    }
}

fn end_mandate(rules: &Rules<'_>, community: &mut Community) {
    let Some(mandate) = community.forum.mandate.take() else { return };
    let followed = (rules.policy.consultation.bindingness as f32).sqrt();
    for index in mandate.participants.into_iter().map(|who| who as usize) {
        let (trust, efficacy) = (&mut community.trust.government[index], &mut community.civic.efficacy[index]);
        *trust = toward(*trust, rules.params.follow_trust as f32, followed);
        *efficacy = toward(*efficacy, rules.params.follow_efficacy as f32, followed);
    }
}

/// Those who come to a session in a community; `civic` is the inclination of its residents to take part.
pub fn invite(rules: &Rules<'_>, civic: impl Fn(usize) -> f32, community: &Community) -> Vec<u32> {
    invitation::invite(rules, rules.design(), civic, community)
}

/// Holds a session in a community with those who come, or who answer a survey.
pub fn hold(rules: &Rules<'_>, number: u32, came: &[u32], community: &mut Community) -> Session {
    let design = rules.design();
    community.forum.last_session = rules.at.round;
    let seats = design.seats * community.residents() as f64 / 1000.0;
    community.forum.hours_owed += (design.cost * seats) as f32;
    let mut session = Session {
        community: number,
        by_third: [0; 3],
        congruence: f32::NAN,
        ses_gap: f32::NAN,
        fairness: f32::NAN,
        participants: if design.discussion { came.to_vec() } else { Vec::new() },
    };
    for &who in &session.participants {
        community.civic.active[who as usize] = rules.at.round;
        session.by_third[community.traits.third[who as usize] as usize] += 1;
    }
    if !came.is_empty() {
        end_mandate(rules, community);
        decide(rules, design, came, &mut session, community);
    }
    session
}

/// The decision of those who came, and what it does to them and to others.
fn decide(rules: &Rules<'_>, design: &Design, came: &[u32], session: &mut Session, community: &mut Community) {
    let opinions = opinions(rules, community);
    let own: Vec<PerCategory> = came.iter().map(|&who| opinions[who as usize]).collect();
    let ses: Vec<f32> = came.iter().map(|&who| community.traits.ses[who as usize]).collect();
    let decision = deliberate(rules.params, design, &own, &ses);
    session.congruence = agreement(&decision, &average(&opinions));
    session.ses_gap = mean_of(&ses, 0.0) - mean_of(&community.traits.ses, 0.0);
    community.forum.mandate = Some(Mandate {
        weights: decision.map(|weight| weight * CATEGORIES as f32),
        since: rules.at.round,
        participants: session.participants.clone(),
    });
    if design.discussion {
        let felt: Vec<f32> = own.iter().map(|own| fairness(design, agreement(&decision, own))).collect();
        session.fairness = mean_of(&felt, 0.0);
        take_part(rules.params, came, &felt, community);
        publish(rules, session, community);
    }
}

/// What everyone in a community thinks is needed.
fn opinions(rules: &Rules<'_>, community: &Community) -> Vec<PerCategory> {
    let each = |grid: &Grid| {
        let hazard = grid.hazard;
        grid.members().map(move |index| opinion(rules, index, &hazard, &community.traits)).collect::<Vec<_>>()
    };
    community.grids.iter().flat_map(each).collect()
}

/// The mean of opinions.
fn average(opinions: &[PerCategory]) -> PerCategory {
    let mut sum = [0.0f64; CATEGORIES];
    for opinion in opinions {
        sum.iter_mut().zip(opinion).for_each(|(sum, &part)| *sum += f64::from(part));
    }
    sum.map(|sum| (sum / opinions.len() as f64) as f32)
}

/// What a resident thinks is needed: her hazards seen through her concern, summing to 1.
fn opinion(rules: &Rules<'_>, index: usize, hazard: &PerCategory, traits: &Traits) -> PerCategory {
    let (lack, age) = (1.0 - 2.0 * traits.ses[index], age_effect(traits.age[index]));
    let rates = rules.categories.each();
    let concern = traits.concern[index].map(|concern| rules.params.concern as f32 * concern);
    // Relative to the strongest concern: the exponential of a very strong one is infinite.
    let strongest = concern.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let seen = concern.map(|concern| exp(concern - strongest));
    let weights: PerCategory = std::array::from_fn(|g| {
        let own = (1.0 + rates[g].ses as f32 * lack + rates[g].age as f32 * age).max(0.0);
        hazard[g] * own * seen[g]
    });
    let total: f32 = weights.iter().sum();
    weights.map(|weight| if total > 0.0 { weight / total } else { 1.0 / CATEGORIES as f32 })
}

/// One minus half the summed differences of two opinions.
fn agreement(a: &PerCategory, b: &PerCategory) -> f32 {
    1.0 - 0.5 * a.iter().zip(b).map(|(a, b)| (a - b).abs()).sum::<f32>()
}

/// Fairness `J` felt by a participant: voice, neutrality, influence.
fn fairness(design: &Design, influence: f32) -> f32 {
    (1.0 + design.facilitation as f32 + influence) / 3.0
}

fn take_part(params: &Params, participants: &[u32], felt: &[f32], community: &mut Community) {
    let Community { trust: Trust { government, neighbours, .. }, civic, .. } = community;
    for (&who, &felt) in participants.iter().zip(felt) {
        let index = who as usize;
        government[index] = toward(government[index], params.trust_rate as f32, felt);
        civic.efficacy[index] = toward(civic.efficacy[index], params.efficacy_rate as f32, felt);
        neighbours[index] = toward(neighbours[index], params.bond as f32, 1.0);
        civic.duty[index] = toward(civic.duty[index], params.habit as f32, 1.0);
    }
}

/// A share of the others hears of the session.
fn publish(rules: &Rules<'_>, session: &Session, community: &mut Community) {
    let reach = (rules.policy.participation.publicity * rules.levels.participation) as f32;
    let stream = rules.at.draws(Purpose::Publicity);
    let mut came = vec![false; community.residents()];
    session.participants.iter().for_each(|&who| came[who as usize] = true);
    for (index, trust) in community.trust.government.iter_mut().enumerate() {
        if !came[index] && stream.uniform(community.key + index as u64) < reach {
            *trust = toward(*trust, rules.params.hearsay as f32, session.fairness);
        }
    }
}

#[cfg(test)]
mod tests;
