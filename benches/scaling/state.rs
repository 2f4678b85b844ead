//! What a round must touch of a city, in bytes: the work of memory that no program for this model can leave out.
//!
//! Counted is what stands for every resident and what every round needs of everyone: a column that is read once, a column
//! that is changed twice (read and written). Sizes are those of the columns as they are. A column that a phase reads for
//! some residents only is not counted (concern), nor are what a round makes and forgets (events, tallies, rows for
//! neighbours to look at), cases, officials, organisations, and the few numbers per community. Neighbours' states are
//! counted once, as the column they stand in, though each is looked at by about eight others.

use grassroots::city::{City, Community, District, Need};

/// Bytes of a part of the state, for the whole city.
pub struct Part {
    pub name: &'static str,
    pub read: usize,
    pub written: usize,
}

/// Everything that a round must touch.
pub fn touched(city: &City) -> Vec<Part> {
    let communities = || city.districts.iter().flat_map(|district| &district.communities);
    let sum = |of: fn(&Community) -> usize| communities().map(of).sum();
    let changed = |name, bytes| Part { name, read: bytes, written: bytes };
    vec![
        Part { name: "traits and dispositions", read: sum(traits), written: 0 },
        Part { name: "efficacy, last activity, stage of the need", read: sum(looked_at), written: 0 },
        Part { name: "ties", read: city.districts.iter().map(ties).sum(), written: 0 },
        changed("trust", sum(trust)),
        changed("civic life", sum(civic)),
        changed("well-being", sum(wellbeing)),
        Part { name: "open needs", read: sum(open_needs) + sum(slots), written: sum(open_needs) },
    ]
}

/// Read in each round for everyone: ses, age and digital skills by `influence`, thirds by the observation, thresholds by
/// `collective_action`, dispositions by `influence`.
fn traits(community: &Community) -> usize {
    let traits = &community.traits;
    size_of_val(&traits.third[..])
        + size_of_val(&traits.ses[..])
        + size_of_val(&traits.age[..])
        + size_of_val(&traits.digital[..])
        + size_of_val(&traits.threshold[..])
        + size_of_val(&traits.trust.government[..])
        + size_of_val(&traits.trust.organisations[..])
        + size_of_val(&traits.trust.neighbours[..])
        + size_of_val(&traits.duty[..])
        + size_of_val(&traits.legal[..])
}

/// Read for everyone, by the observation and by `needs`; changed for few.
fn looked_at(community: &Community) -> usize {
    size_of_val(&community.civic.efficacy[..])
        + size_of_val(&community.civic.active[..])
        + size_of_val(community.needs.stages())
}

/// Neighbours of everyone, and a position in their list each.
fn ties(district: &District) -> usize {
    (0..district.residents()).map(|resident| size_of_val(district.ties.of(resident)) + size_of::<u32>()).sum()
}

/// Moved by `influence`, of government also by `feedback`.
fn trust(community: &Community) -> usize {
    let trust = &community.trust;
    size_of_val(&trust.government[..]) + size_of_val(&trust.organisations[..]) + size_of_val(&trust.neighbours[..])
}

/// Moved by `participation` and `influence`.
fn civic(community: &Community) -> usize {
    let civic = &community.civic;
    size_of_val(&civic.duty[..])
        + size_of_val(&civic.activity[..])
        + size_of_val(&civic.legal[..])
        + size_of_val(&civic.adopter[..])
}

/// Moved by `feedback` and `influence`.
fn wellbeing(community: &Community) -> usize {
    let wellbeing = &community.wellbeing;
    size_of_val(&wellbeing.expectation[..])
        + size_of_val(&wellbeing.gain[..])
        + size_of_val(&wellbeing.happiness[..])
        + size_of_val(&wellbeing.security[..])
        + size_of_val(&wellbeing.grievance[..])
}

/// The needs that are open; there are no others.
fn open_needs(community: &Community) -> usize {
    community.needs.len() * size_of::<Need>()
}

/// Where the open needs stand; for residents without one it is not looked up.
fn slots(community: &Community) -> usize {
    community.needs.len() * size_of::<u32>()
}
