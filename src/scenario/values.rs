//! A checked scenario with other values of some keys.

use toml::Value;

use super::registry::{describe, values};
use super::resolve::typed;
use super::{Reform, Scenario};
use crate::error::Error;
use crate::parameters::Scope;
use crate::policy::Policy;

impl Scenario {
    /// The same scenario with these values, by key: from the start, and after every reform. They must be in the range of
    /// their keys; budget shares are not settled, so they are not for this.
    pub fn with_values(&self, changed: &[(String, Value)]) -> Result<Self, Error> {
        let policy = |policy: &Policy| typed(&self.values(policy, changed), Scope::Policy);
        let all = self.values(&self.policy, changed);
        let reform = |reform: &Reform| Ok(Reform { round: reform.round, policy: policy(&reform.policy)? });
        Ok(Self {
            run: typed(&all, Scope::Run)?,
            world: typed(&all, Scope::World)?,
            policy: policy(&self.policy)?,
            reforms: self.reforms.iter().map(reform).collect::<Result<_, Error>>()?,
            ..self.clone()
        })
    }

    fn values(&self, policy: &Policy, changed: &[(String, Value)]) -> super::registry::Values {
        let mut all = values(&describe(&self.run, policy, &self.world));
        all.extend(changed.iter().cloned());
        all
    }
}

#[cfg(test)]
mod tests {
    use crate::Scenario;

    #[test]
    fn values_hold_from_the_start_and_after_reforms_and_the_rest_stays() {
        let text = "name = 'x'\n[[reforms]]\nround = 5\nbudget.law = 0.08";
        let scenario = Scenario::from_toml("x", text).expect("scenario");
        assert_eq!(scenario.with_values(&[]).expect("the same"), scenario);
        let changed = [
            ("government.pressure".to_owned(), toml::Value::Float(0.25)),
            ("population.residents".to_owned(), toml::Value::Integer(20)),
        ];
        let other = scenario.with_values(&changed).expect("a scenario");
        assert_eq!((other.policy_at(0).government.pressure, other.policy_at(9).government.pressure), (0.25, 0.25));
        assert_eq!((other.policy_at(9).budget.law, other.world.population.residents), (0.08, 20));
        assert_eq!(super::super::changes(&scenario, &other).len(), 2);
    }
}
