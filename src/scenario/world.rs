//! The world: how people and things are, the same under every policy. Each room owns its parameters; this puts them together.

use crate::city::{Ages, Categories, Network, Population, Staffing};
use crate::institutions::{Institutions, Productivity};
use crate::mechanisms::{
    accountability, careers, collective_action, conditions, consultation, coordination, delivery, feedback, grid_work,
    influence, intake, law, needs, organisations, participation, turnover, voice,
};

crate::sections! {
    /// How people and things are: the same under every policy.
    pub struct World {
        /// Who lives where, and how residents are drawn.
        population: Population;
        /// Shares of age groups.
        ages: Ages;
        /// Ties between residents.
        network: Network;
        /// The officials.
        officials: Staffing;
        /// What money buys directly.
        productivity: Productivity;
        /// How money becomes levels.
        institutions: Institutions;
        /// Categories of need.
        categories: Categories;
        /// How service stocks change.
        conditions: conditions::Params;
        /// How needs arise.
        needs: needs::Params;
        /// How residents choose what to do with a need.
        voice: voice::Params;
        /// How requests become cases.
        intake: intake::Params;
        /// What grid workers do in their time.
        grid_work: grid_work::Params;
        /// How cases are put in order.
        coordination: coordination::Params;
        /// How work is done.
        delivery: delivery::Params;
        /// How law works.
        law: law::Params;
        /// How sessions go.
        consultation: consultation::Params;
        /// The formats of sessions.
        formats: consultation::Formats;
        /// How residents take what happened.
        feedback: feedback::Params;
        /// Who takes part in civic life.
        participation: participation::Params;
        /// How residents influence each other, and how they feel.
        influence: influence::Params;
        /// How organisations live.
        organisations: organisations::Params;
        /// What moves officials' diligence.
        accountability: accountability::Params;
        /// How officials and organisations learn and change.
        careers: careers::Params;
        /// What makes residents join collective action.
        collective_action: collective_action::Params;
        /// Who moves.
        turnover: turnover::Params;
    }
}
