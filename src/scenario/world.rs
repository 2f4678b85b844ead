//! The world: how people and things are, the same under every policy.

crate::sections! {
    /// How people and things are: the same under every policy.
    pub struct World {
        /// The people (placeholder while the mechanisms are written).
        population: Population;
    }
}

crate::parameters! {
    /// Who lives in the city.
    pub struct Population {
        /// Districts of the city.
        districts: u32 = 4, 1..=10_000, "districts", crate::parameters::ASSUMED;
        /// Communities of each district.
        communities: u32 = 10, 1..=60_000, "communities per district", crate::parameters::ASSUMED;
        /// Residents of each community.
        residents: u32 = 500, 1..=1_000_000, "residents per community", crate::parameters::ASSUMED;
    }
}
