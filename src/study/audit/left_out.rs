//! Worlds that cannot be, or that say nothing about the claim, and why.

use super::attacks::{Attack, Made, first_line};
use super::claim::File;
use super::ground::Ground;
use super::worlds::World;
use crate::error::Error;
use crate::parallel;

/// Worlds of the parameters that are looked at before anything runs.
const LOOKED_AT: usize = 64;

/// Why a world is left out.
enum Refusal {
    /// It cannot be run.
    Impossible(Error),
    /// It says nothing about the claim.
    Pointless(String),
}

impl Made {
    /// Takes away worlds that cannot be, or in which there is no change, with the reason; where that is a draw, it is an error.
    pub(super) fn without_what_cannot_be(&mut self, file: &File) -> Result<(), Error> {
        let worlds = std::mem::take(&mut self.worlds);
        let mut draws = 0;
        let looked_at: Vec<bool> = worlds
            .iter()
            .map(|world| {
                draws += usize::from(world.attack == Attack::Parameters);
                world.attack != Attack::Parameters || draws <= LOOKED_AT
            })
            .collect();
        let why = parallel::map(worlds.len(), 1, |number| {
            looked_at[number].then(|| refusal(&self.ground, file, &worlds[number])).flatten()
        });
        for (world, why) in worlds.into_iter().zip(why) {
            let why = match why {
                None => {
                    self.worlds.push(world);
                    continue;
                }
                Some(Refusal::Impossible(error)) if matches!(world.attack, Attack::Parameters | Attack::Luck) => {
                    return Err(error);
                }
                Some(Refusal::Impossible(error)) => first_line(&error),
                Some(Refusal::Pointless(why)) => why,
            };
            self.left_out.push((world.attack, world.name, why));
        }
        Ok(())
    }
}

/// Why a world is left out; nothing if it is not.
fn refusal(ground: &Ground, file: &File, world: &World) -> Option<Refusal> {
    if world.transition && !ground.pairs[world.pair].is_policy() {
        return Some(Refusal::Pointless("the change is one of the world, which no reform makes".to_owned()));
    }
    let key = |setting: &String| setting.split_once('=').map(|(key, _)| key.to_owned());
    let about = |key: &String| file.change.settings.values.contains_key(key);
    if let Some(key) = world.settings.iter().filter_map(key).find(about) {
        return Some(Refusal::Pointless(format!("it sets `{key}`, which the claim is about")));
    }
    let of = |is_changed: bool| match ground.scenario_in(world, is_changed) {
        Ok(scenario) => {
            let asked = file.conditions.iter().filter_map(|(condition, _)| condition.district()).max()?;
            let lacks = asked > scenario.world.population.districts;
            lacks.then(|| Refusal::Pointless(format!("it has no district {asked}")))
        }
        Err(error) => Some(Refusal::Impossible(error)),
    };
    [false, true].into_iter().find_map(of)
}
