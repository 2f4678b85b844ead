//! What must always hold of a city: columns of one length, every state in its range, every open need and case at a place of
//! its own, the ledger of cases, the mean of the allocation. After each round it is checked in debug builds; a city that
//! was read from bytes is checked before anything is done with it, so nothing here relies on anything that comes later.

use super::{
    CATEGORIES, Case, City, ColumnKind, Community, District, Handler, Look, NEVER, Organisation, Stage, Value, key,
};

/// Nothing, or what does not hold.
pub(super) type Sound = Result<(), String>;

/// What does not hold, if it does not.
pub(super) fn hold(holds: bool, flaw: impl FnOnce() -> String) -> Sound {
    if holds { Ok(()) } else { Err(flaw()) }
}

/// Rounds that can be subtracted from each other.
pub(super) fn is_round(round: i32) -> bool {
    (NEVER..=i32::MAX / 2).contains(&round)
}

/// A number that is not negative and has an end.
fn is_amount(amount: f32) -> bool {
    (0.0..f32::INFINITY).contains(&amount)
}

fn is_share(share: f32) -> bool {
    (0.0..=1.0).contains(&share)
}

impl City {
    /// Whether everything holds that must always hold; if not, what does not.
    ///
    /// # Errors
    /// The first thing found that does not hold, in words.
    pub fn sound(&self) -> Result<(), String> {
        let levels = self.levels.each();
        hold(levels.into_iter().all(|level| (0.0..=1.0).contains(&level)), || format!("levels {:?}", self.levels))?;
        self.districts.iter().enumerate().try_for_each(|(number, district)| {
            hold(district.number as usize == number, || {
                format!("district {number} is said to be {}", district.number)
            })?;
            district.sound()
        })
    }
}

impl District {
    pub(super) fn sound(&self) -> Sound {
        let residents = self.communities.first().map_or(0, Community::residents);
        hold(residents > 0, || "a district without residents".to_owned())?;
        for (number, community) in self.communities.iter().enumerate() {
            hold(community.residents() == residents, || "communities of a district are of one size".to_owned())?;
            let expected = key(self.number, number as u32);
            hold(community.key == expected, || format!("a community at {:x}, not {expected:x}", community.key))?;
            community.sound(residents)?;
        }
        self.ties.sound(self.communities.len(), residents)?;
        self.officials.sound(self.communities.len())?;
        self.organisations.iter().try_for_each(Organisation::sound)?;
        self.cases.sound(self.communities.len())?;
        self.cases.iter().try_for_each(|(_, case)| case.sound(&self.communities[case.community as usize]))?;
        self.queues_sound()?;
        self.behind_sound()?;
        let allocations = self.communities.iter().flat_map(|community| community.services.allocation);
        let mean = crate::math::mean(allocations).unwrap_or(1.0);
        hold((mean - 1.0).abs() < 1e-3, || format!("the allocation's mean is 1, not {mean}"))
    }

    /// Every open case has one handler, who has it in hand.
    fn queues_sound(&self) -> Sound {
        let offices = self.officials.offices.iter().zip(0..).map(|(o, n)| (Handler::Office(n), &o.queue));
        let organisations = self.organisations.iter().zip(0..).map(|(o, n)| (Handler::Organisation(n), &o.queue));
        let mut queued = 0;
        for (handler, queue) in offices.chain(organisations).chain([(Handler::Court, &self.docket)]) {
            for &position in queue {
                let found = self.cases.get(position).map(|case| case.handler);
                let fits = match found {
                    Some(Handler::Mediation(_) | Handler::Court) => handler == Handler::Court,
                    _ => found == Some(handler),
                };
                hold(fits, || format!("case {position} in the hands of {handler:?} is that of {found:?}"))?;
            }
            queued += queue.len();
        }
        hold(queued == self.cases.len(), || "every open case has one handler".to_owned())
    }

    /// Who has filed stands behind a case, and behind one only.
    fn behind_sound(&self) -> Sound {
        let mut behind = 0;
        for (position, case) in self.cases.iter() {
            for &resident in &case.behind {
                let needs = &self.communities[case.community as usize].needs;
                let filed = needs.stage(resident as usize) == Stage::Filed;
                hold(filed, || "who stands behind a case has filed".to_owned())?;
                let of = needs.of(resident as usize).case;
                hold(of == position, || format!("who stands behind case {position} is behind {of}"))?;
            }
            behind += case.behind.len();
        }
        let mut filed = 0;
        for (number, community) in self.communities.iter().enumerate() {
            for (resident, need) in community.needs.iter() {
                if community.needs.stage(resident as usize) == Stage::Filed {
                    let stands = |case: &Case| case.community as usize == number && case.behind.contains(&resident);
                    hold(self.cases.get(need.case).is_some_and(stands), || {
                        format!("who has filed stands behind a case, not resident {resident} of community {number}")
                    })?;
                    filed += 1;
                }
            }
        }
        hold(filed == behind, || "nobody stands behind a case twice".to_owned())
    }
}

impl Community {
    fn sound(&self, residents: usize) -> Sound {
        let Self { traits, civic, services, grids, forum, .. } = self;
        self.needs.sound(residents)?;
        let mut columns = ColumnsSound { residents, found: Ok(()) };
        self.look(&mut columns);
        columns.found?;
        shares_sound("service stock", &services.stock)?;
        super::grids::sound(grids, residents)?;
        let burdens = traits.burden.iter().all(|&burden| is_amount(burden));
        hold(burdens && civic.habit.iter().all(|habit| (-1.0..=1.0).contains(habit)), || {
            "a burden is an amount and a habit between -1 and 1".to_owned()
        })?;
        hold(traits.third.iter().all(|&third| third < 3), || "a third of ses is 0, 1 or 2".to_owned())?;
        hold(civic.active.iter().all(|&round| is_round(round)), || "a round without end".to_owned())?;
        let amounts = [services.wear, services.requests, services.allocation];
        hold(amounts.as_flattened().iter().all(|&amount| is_amount(amount)), || format!("services {services:?}"))?;
        hold(is_round(forum.last_session) && is_amount(forum.hours_owed), || "a forum out of time".to_owned())?;
        forum.mandate.as_ref().map_or(Ok(()), |mandate| {
            let known = mandate.participants.iter().all(|&participant| (participant as usize) < residents);
            let weights = mandate.weights.iter().all(|&weight| is_amount(weight));
            hold(known && weights && is_round(mandate.since), || format!("a mandate of nobody: {mandate:?}"))
        })
    }
}

/// Looks for a column that is too long or too short, or that holds what is not a share where shares stand.
struct ColumnsSound {
    residents: usize,
    found: Sound,
}

impl Look for ColumnsSound {
    fn column<T: Value>(&mut self, name: &'static str, kind: ColumnKind, values: &[T]) {
        let (of, residents) = (values.len(), self.residents);
        if self.found.is_ok() {
            self.found = hold(of == residents, || format!("{name} has {of} residents, not {residents}"));
        }
        if self.found.is_ok() && kind == ColumnKind::Share {
            self.found = shares_sound(name, values);
        }
    }
}

fn shares_sound<T: Value>(name: &str, column: &[T]) -> Sound {
    let out = column.iter().map(|&value| value.number()).find(|value| !(0.0..=1.0).contains(value));
    hold(out.is_none(), || format!("{name} is {out:?}, not a share"))
}

impl Organisation {
    fn sound(&self) -> Sound {
        let fits = is_amount(self.capacity) && is_share(self.skill) && is_share(self.reputation);
        hold(fits && is_round(self.founded), || format!("an organisation like no other: {self:?}"))
    }
}

impl Case {
    fn sound(&self, community: &Community) -> Sound {
        let (residents, grids) = (community.residents(), community.grids.len());
        let known = self.behind.iter().all(|&resident| (resident as usize) < residents) && (self.grid as usize) < grids;
        let begun = match self.handler {
            Handler::Mediation(begun) => begun,
            _ => None,
        };
        let rounds = [self.filed, self.deadline, self.ready, self.begun.unwrap_or(NEVER), begun.unwrap_or(NEVER)];
        let in_time = rounds.into_iter().all(is_round) && self.attempts < u32::MAX / 2;
        let amounts = [self.work, self.left].into_iter().all(is_amount) && is_share(self.severity);
        let filer = self.filer.is_none_or(|(ses, third)| is_share(ses) && third < 3);
        let agencies = (1..=3).contains(&self.agencies);
        hold(known && in_time && amounts && filer && agencies, || format!("a case like no other: {self:?}"))
    }
}

impl super::Official {
    pub(super) fn sound(&self) -> Sound {
        hold(is_share(self.diligence) && is_share(self.skill), || {
            format!("diligence {}, skill {}", self.diligence, self.skill)
        })?;
        hold(is_amount(self.capacity), || format!("capacity of an official: {}", self.capacity))
    }
}

impl super::Office {
    pub(super) fn sound(&self) -> Sound {
        let amounts = [self.work, self.filed, self.load];
        hold(amounts.into_iter().all(is_amount) && is_share(self.share), || format!("work of an office: {amounts:?}"))
    }
}

/// Offices of a district with so many communities.
pub(super) const fn offices(communities: usize) -> usize {
    communities + CATEGORIES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Scenario;
    use crate::city::testing::organisation;
    use crate::simulation::Simulation;
    use crate::streams::Seeds;

    /// A small city with cases in all hands, mandates, organisations and many needs.
    fn city() -> City {
        let mut scenario = Scenario::default();
        let population = &mut scenario.world.population;
        (population.districts, population.communities, population.residents) = (2, 3, 40);
        population.grid = 20;
        (scenario.run.warm_up, scenario.run.rounds) = (0, 30);
        scenario.world.needs.scale = 8.0;
        let mut simulation = Simulation::new(scenario, Seeds::of(1)).expect("a scenario");
        (0..30).for_each(|_| simulation.step());
        simulation.city().clone()
    }

    fn first_case(city: &mut City) -> &mut Case {
        city.districts[0].cases.iter_mut().next().expect("an open case").1
    }

    #[test]
    fn a_city_that_lived_is_sound_and_whatever_is_spoilt_is_found() {
        let sound = city();
        assert_eq!(sound.sound(), Ok(()));
        let spoilt: &[fn(&mut City)] = &[
            |c| c.levels.law = f64::NAN,
            |c| c.districts[1].number = 0,
            |c| drop(c.districts[0].communities.pop()),
            |c| c.districts[0].communities.clear(),
            |c| c.districts[0].communities[1].key += 1,
            |c| c.districts[0].communities[1].trust.government[3] = 1.5,
            |c| c.districts[0].communities[1].trust.government[3] = f32::NAN,
            |c| c.districts[0].communities[1].civic.active.push(0),
            |c| c.districts[0].communities[1].civic.active[0] = i32::MIN,
            |c| c.districts[0].communities[1].traits.third[0] = 3,
            |c| c.districts[0].communities[1].traits.burden[0] = f32::INFINITY,
            |c| c.districts[0].communities[1].civic.habit[0] = -1.1,
            |c| c.districts[0].communities[2].grids[0].hazard[0] = f32::INFINITY,
            |c| c.districts[0].communities[2].grids[0].exposure[0] = -1.0,
            |c| c.districts[0].communities[2].grids[0].success[0] = 1.1,
            |c| c.districts[0].communities[2].grids[0].fairness = f32::NAN,
            |c| c.districts[0].communities[2].grids[0].joining = -0.1,
            |c| c.districts[0].communities[2].grids.clear(),
            |c| drop(c.districts[0].communities[2].grids.pop()),
            |c| c.districts[0].communities[2].grids.swap(0, 1),
            |c| c.districts[0].communities[2].services.wear[0] = -1.0,
            |c| c.districts[0].communities[2].services.allocation[0] += 1.0,
            |c| c.districts[0].communities[2].forum.last_session = i32::MAX,
            |c| c.districts[0].officials.list[0].diligence = -0.1,
            |c| c.districts[0].officials.list.truncate(1),
            |c| c.districts[0].officials.list[0].skill = 1.1,
            |c| c.districts[0].officials.list[0].office = 1,
            |c| drop(c.districts[0].officials.offices.pop()),
            |c| c.districts[0].officials.offices[0].share = 1.1,
            |c| c.districts[0].officials.offices[0].filed = f32::NAN,
            |c| c.districts[0].officials.offices[0].queue.push(9999),
            |c| c.districts[0].officials.offices.iter_mut().for_each(|o| o.queue.clear()),
            |c| c.districts[0].organisations.push(organisation(f32::NAN)),
            |c| c.districts[0].docket.push(0),
            |c| first_case(c).behind.push(0),
            |c| first_case(c).behind.push(9999),
            |c| first_case(c).behind.clear(),
            |c| first_case(c).community = 9,
            |c| first_case(c).grid = 9,
            |c| first_case(c).agencies = 0,
            |c| first_case(c).handler = Handler::Office(9999),
        ];
        for (number, spoil) in spoilt.iter().enumerate() {
            let mut city = sound.clone();
            spoil(&mut city);
            assert!(city.sound().is_err(), "what was spoilt in case {number} is not found");
        }
    }
}
