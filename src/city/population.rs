//! How many people live where, and how they are drawn.

use crate::parameters::{ASSUMED, BY_SIZE, COEFFICIENT, POSITIVE, SHARE, SUMS_TO_ONE};

crate::parameters! {
    /// Shares of age groups, uniform within each.
    pub struct Ages {
        /// Share of residents aged 18 to 29.
        #[zh = "18 至 29 岁居民的比例。"]
        from_18: f64 = 0.19, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Share of residents aged 30 to 39.
        #[zh = "30 至 39 岁居民的比例。"]
        from_30: f64 = 0.20, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Share of residents aged 40 to 49.
        #[zh = "40 至 49 岁居民的比例。"]
        from_40: f64 = 0.17, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Share of residents aged 50 to 59.
        #[zh = "50 至 59 岁居民的比例。"]
        from_50: f64 = 0.19, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Share of residents aged 60 to 69.
        #[zh = "60 至 69 岁居民的比例。"]
        from_60: f64 = 0.14, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Share of residents aged 70 to 79.
        #[zh = "70 至 79 岁居民的比例。"]
        from_70: f64 = 0.075, SHARE, "share", ASSUMED, SUMS_TO_ONE;
        /// Share of residents aged 80 to 95.
        #[zh = "80 至 95 岁居民的比例。"]
        from_80: f64 = 0.035, SHARE, "share", ASSUMED, SUMS_TO_ONE;
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
        #[zh = "全市的区数。"]
        districts: u32 = 4, 1..=10_000, "districts", ASSUMED, BY_SIZE;
        /// Communities of each district.
        #[zh = "每个区的社区数。"]
        communities: u32 = 4, 1..=60_000, "communities per district", ASSUMED, BY_SIZE;
        /// Residents of each community.
        #[zh = "每个社区的居民数。"]
        residents: u32 = 2500, 1..=1_000_000, "residents per community", ASSUMED, BY_SIZE;
        /// Residents of a grid, about: a community is divided into as many grids of one size as come closest to it.
        #[zh = "每个网格的大致居民数：社区按最接近此数的大小均分为若干网格。"]
        grid: u32 = 500, 1..=1_000_000, "residents per grid", ASSUMED;
        /// Weight of the community's standing in a resident's ses.
        #[zh = "社区地位在居民社会经济地位中的权重。"]
        segregation: f64 = 0.4, SHARE, "share", ASSUMED;
        /// Standing of a community, first parameter of a beta distribution.
        #[zh = "社区地位，贝塔分布的第一参数。"]
        standing_alpha: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Standing of a community, second parameter.
        #[zh = "社区地位，第二参数。"]
        standing_beta: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// A resident's own part of ses, first parameter of a beta distribution.
        #[zh = "社会经济地位中居民自身的部分，贝塔分布的第一参数。"]
        ses_alpha: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// A resident's own part of ses, second parameter.
        #[zh = "社会经济地位中居民自身的部分，第二参数。"]
        ses_beta: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// Digital skills: constant of the logistic.
        #[zh = "数字技能：逻辑函数的常数项。"]
        digital_base: f64 = 1.0, COEFFICIENT, "logit", ASSUMED;
        /// Digital skills: coefficient of ses minus one half.
        #[zh = "数字技能：社会经济地位减二分之一的系数。"]
        digital_ses: f64 = 2.0, COEFFICIENT, "logit", ASSUMED;
        /// Digital skills: what each year beyond 45 takes off.
        #[zh = "数字技能：45 岁以上每长一岁的减少量。"]
        digital_age: f64 = 0.06, COEFFICIENT, "logit per year", ASSUMED;
        /// Digital skills: standard deviation between residents.
        #[zh = "数字技能：居民之间的标准差。"]
        digital_sd: f64 = 0.5, 0.0..=10.0, "logit", ASSUMED;
        /// Legal awareness: constant of the logistic.
        #[zh = "法律意识：逻辑函数的常数项。"]
        legal_base: f64 = -0.8, COEFFICIENT, "logit", ASSUMED;
        /// Legal awareness: coefficient of ses minus one half.
        #[zh = "法律意识：社会经济地位减二分之一的系数。"]
        legal_ses: f64 = 2.0, COEFFICIENT, "logit", ASSUMED;
        /// Legal awareness: standard deviation between residents.
        #[zh = "法律意识：居民之间的标准差。"]
        legal_sd: f64 = 0.5, 0.0..=10.0, "logit", ASSUMED;
        /// Disposition to civic duty, first parameter of a beta distribution.
        #[zh = "公民责任感的倾向，贝塔分布的第一参数。"]
        duty_alpha: f64 = 4.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to civic duty, second parameter.
        #[zh = "公民责任感的倾向，第二参数。"]
        duty_beta: f64 = 4.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust government, first parameter of a beta distribution.
        #[zh = "政府信任的倾向，贝塔分布的第一参数。"]
        trust_government_alpha: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust government, second parameter.
        #[zh = "政府信任的倾向，第二参数。"]
        trust_government_beta: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust organisations, first parameter of a beta distribution.
        #[zh = "组织信任的倾向，贝塔分布的第一参数。"]
        trust_organisations_alpha: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust organisations, second parameter.
        #[zh = "组织信任的倾向，第二参数。"]
        trust_organisations_beta: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust neighbours, first parameter of a beta distribution.
        #[zh = "邻里信任的倾向，贝塔分布的第一参数。"]
        trust_neighbours_alpha: f64 = 3.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to trust neighbours, second parameter.
        #[zh = "邻里信任的倾向，第二参数。"]
        trust_neighbours_beta: f64 = 2.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to efficacy, first parameter of a beta distribution.
        #[zh = "效能感的倾向，贝塔分布的第一参数。"]
        efficacy_alpha: f64 = 5.0, POSITIVE, "shape", ASSUMED;
        /// Disposition to efficacy, second parameter.
        #[zh = "效能感的倾向，第二参数。"]
        efficacy_beta: f64 = 5.0, POSITIVE, "shape", ASSUMED;
        /// Expected performance at the start.
        #[zh = "开始时的期望绩效。"]
        expectation: f64 = 0.6, SHARE, "level", ASSUMED;
        /// Sense of gain at the start.
        #[zh = "开始时的获得感。"]
        gain: f64 = 0.65, SHARE, "level", ASSUMED;
        /// Sense of happiness at the start.
        #[zh = "开始时的幸福感。"]
        happiness: f64 = 0.62, SHARE, "level", ASSUMED;
        /// Sense of security at the start.
        #[zh = "开始时的安全感。"]
        security: f64 = 0.62, SHARE, "level", ASSUMED;
        /// Threshold of collective action, mean of a normal distribution.
        #[zh = "集体行动的门槛，正态分布的均值。"]
        threshold_mean: f64 = 0.5, COEFFICIENT, "level", "Granovetter 1978; value assumed";
        /// Threshold of collective action, standard deviation.
        #[zh = "集体行动的门槛，标准差。"]
        threshold_sd: f64 = 0.12, 0.0..=10.0, "level", "Granovetter 1978; value assumed";
        /// Service stock at the start, first parameter of a beta distribution.
        #[zh = "开始时的公共服务存量，贝塔分布的第一参数。"]
        stock_alpha: f64 = 6.6, POSITIVE, "shape", ASSUMED;
        /// Service stock at the start, second parameter.
        #[zh = "开始时的公共服务存量，第二参数。"]
        stock_beta: f64 = 3.4, POSITIVE, "shape", ASSUMED;
        /// How fast service stocks wear out: standard deviation of the logarithm between communities; its mean is 1.
        #[zh = "公共服务存量的损耗速度：社区之间其对数的标准差；均值为 1。"]
        wear_sd: f64 = 0.4, 0.0..=5.0, "log", ASSUMED;
        /// Local exposure of a grid to needs: standard deviation of its logarithm; its mean is 1.
        #[zh = "网格对需求的局部暴露：其对数的标准差；均值为 1。"]
        exposure_sd: f64 = 0.5, 0.0..=5.0, "log", ASSUMED;
        /// Perceived success of every channel at the start.
        #[zh = "开始时对各渠道的感知成功率。"]
        perceived_success: f64 = 0.5, SHARE, "share", ASSUMED;
        /// Fairness of government as residents have lived it before the start.
        #[zh = "开始之前居民亲历的政府公平。"]
        lived_fairness: f64 = 0.5, SHARE, "level", ASSUMED;
        /// Dispersion of needs between residents: shape of the gamma distribution of their burden, which has mean 1.
        #[zh = "居民之间需求的离散：需求负担所服从的伽马分布的形状参数，均值为 1。"]
        dispersion: f64 = 0.5, POSITIVE, "shape", "Anscombe 1950 (negative binomial); value assumed";
        /// Reluctance to use formal channels: standard deviation between residents.
        #[zh = "对使用正式渠道的顾虑：居民之间的标准差。"]
        reluctance: f64 = 2.0, 0.0..=100.0, "utility", ASSUMED;
    }
}
