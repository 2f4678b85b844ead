//! How many people live where, and how they are drawn.

use crate::parameters::{ASSUMED, COEFFICIENT, POSITIVE, SHARE};

crate::parameters! {
    /// Shares of age groups, uniform within each.
    pub struct Ages {
        /// Share of residents aged 18 to 29.
        from_18: f64 = 0.19, SHARE, "share", ASSUMED;
        /// Share of residents aged 30 to 39.
        from_30: f64 = 0.20, SHARE, "share", ASSUMED;
        /// Share of residents aged 40 to 49.
        from_40: f64 = 0.17, SHARE, "share", ASSUMED;
        /// Share of residents aged 50 to 59.
        from_50: f64 = 0.19, SHARE, "share", ASSUMED;
        /// Share of residents aged 60 to 69.
        from_60: f64 = 0.14, SHARE, "share", ASSUMED;
        /// Share of residents aged 70 to 79.
        from_70: f64 = 0.075, SHARE, "share", ASSUMED;
        /// Share of residents aged 80 to 95.
        from_80: f64 = 0.035, SHARE, "share", ASSUMED;
    }
}

/// An age group.
pub struct Bracket {
    /// Youngest age, in years.
    pub from: f32,
    /// Width, in years.
    pub years: f32,
    /// Share of residents.
    pub share: f32,
}

impl Ages {
    /// The age groups, youngest first.
    pub fn brackets(&self) -> [Bracket; 7] {
        let bracket = |from, years, share: f64| Bracket { from, years, share: share as f32 };
        [
            bracket(18.0, 12.0, self.from_18),
            bracket(30.0, 10.0, self.from_30),
            bracket(40.0, 10.0, self.from_40),
            bracket(50.0, 10.0, self.from_50),
            bracket(60.0, 10.0, self.from_60),
            bracket(70.0, 10.0, self.from_70),
            bracket(80.0, 16.0, self.from_80),
        ]
    }
}

crate::parameters! {
    /// Who lives where, and how residents are drawn.
    pub struct Population {
        /// Districts of the city.
        districts: u32 = 4, 1..=10_000, "districts", ASSUMED;
        /// Communities of each district.
        communities: u32 = 4, 1..=60_000, "communities per district", ASSUMED;
        /// Residents of each community.
        residents: u32 = 2500, 1..=1_000_000, "residents per community", ASSUMED;
        /// Residents of a grid, about: a community is divided into as many grids of one size as come closest to it.
        grid: u32 = 500, 1..=1_000_000, "residents per grid", ASSUMED;
        /// Weight of the community's standing in a resident's ses.
        segregation: f64 = 0.4, SHARE, "share", ASSUMED;
        /// Standing of a community, first parameter of a beta distribution.
        standing_alpha: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Standing of a community, second parameter.
        standing_beta: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// A resident's own part of ses, first parameter of a beta distribution.
        ses_alpha: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// A resident's own part of ses, second parameter.
        ses_beta: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// Digital skills: constant of the logistic.
        digital_base: f64 = 1.0, COEFFICIENT, "logit", ASSUMED;
        /// Digital skills: coefficient of ses minus one half.
        digital_ses: f64 = 2.0, COEFFICIENT, "logit", ASSUMED;
        /// Digital skills: what each year beyond 45 takes off.
        digital_age: f64 = 0.06, COEFFICIENT, "logit per year", ASSUMED;
        /// Digital skills: standard deviation between residents.
        digital_sd: f64 = 0.5, 0.0..=10.0, "logit", ASSUMED;
        /// Legal awareness: constant of the logistic.
        legal_base: f64 = -0.8, COEFFICIENT, "logit", ASSUMED;
        /// Legal awareness: coefficient of ses minus one half.
        legal_ses: f64 = 2.0, COEFFICIENT, "logit", ASSUMED;
        /// Legal awareness: standard deviation between residents.
        legal_sd: f64 = 0.5, 0.0..=10.0, "logit", ASSUMED;
        /// Disposition to civic duty, first parameter of a beta distribution.
        duty_alpha: f64 = 4.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to civic duty, second parameter.
        duty_beta: f64 = 4.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust government, first parameter of a beta distribution.
        trust_government_alpha: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust government, second parameter.
        trust_government_beta: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust organisations, first parameter of a beta distribution.
        trust_organisations_alpha: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust organisations, second parameter.
        trust_organisations_beta: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust neighbours, first parameter of a beta distribution.
        trust_neighbours_alpha: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust neighbours, second parameter.
        trust_neighbours_beta: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to efficacy, first parameter of a beta distribution.
        efficacy_alpha: f64 = 5.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to efficacy, second parameter.
        efficacy_beta: f64 = 5.0, POSITIVE, "shape", ASSUMED;
        /// Expected performance at the start.
        expectation: f64 = 0.6, SHARE, "level", ASSUMED;
        /// Sense of gain at the start.
        gain: f64 = 0.65, SHARE, "level", ASSUMED;
        /// Sense of happiness at the start.
        happiness: f64 = 0.62, SHARE, "level", ASSUMED;
        /// Sense of security at the start.
        security: f64 = 0.62, SHARE, "level", ASSUMED;
        /// Threshold of collective action, mean of a normal distribution.
        threshold_mean: f64 = 0.5, COEFFICIENT, "level", "Granovetter 1978; value assumed";
        /// Threshold of collective action, standard deviation.
        threshold_sd: f64 = 0.12, 0.0..=10.0, "level", "Granovetter 1978; value assumed";
        /// Service stock at the start, first parameter of a beta distribution.
        stock_alpha: f64 = 6.6, POSITIVE, "shape", ASSUMED;
        /// Service stock at the start, second parameter.
        stock_beta: f64 = 3.4, POSITIVE, "shape", ASSUMED;
        /// How fast service stocks wear out: standard deviation of the logarithm between communities; its mean is 1.
        wear_sd: f64 = 0.4, 0.0..=5.0, "log", ASSUMED;
        /// Local exposure of a grid to needs: standard deviation of its logarithm; its mean is 1.
        exposure_sd: f64 = 0.5, 0.0..=5.0, "log", ASSUMED;
        /// Perceived success of every channel at the start.
        perceived_success: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Fairness of government as residents have lived it before the start.
        lived_fairness: f64 = 0.5, SHARE, "level", ASSUMED;
        /// Dispersion of needs between residents: shape of the gamma distribution of their burden, which has mean 1.
        dispersion: f64 = 0.5, POSITIVE, "shape", "Anscombe 1950 (negative binomial); value assumed";
        /// Reluctance to use formal channels: standard deviation between residents.
        reluctance: f64 = 2.0, 0.0..=100.0, "utility", ASSUMED;
    }
}
