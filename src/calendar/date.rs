//! Days of the civil calendar, as far as it takes to tell in which week of a run one lies.

use super::WEEK;

/// A day of the Gregorian calendar, of the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u32,
    month: u32,
    day: u32,
}

impl Date {
    /// The day, if there is one.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let is = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
        is.then_some(Self { year, month, day })
    }

    /// Reads `YYYY-MM-DD`, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('-').collect();
        let number = |part: &str, digits: usize| {
            let is = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
            part.parse().ok().filter(|_| is)
        };
        let [year, month, day] = parts[..] else { return None };
        Self::new(number(year, 4)?, number(month, 2)?, number(day, 2)?)
    }

    /// The round of a run in which it lies, if round 0 begins on the day `start`; none before that.
    pub fn round(self, start: Date) -> Option<u32> {
        Some(self.number().checked_sub(start.number())? / WEEK)
    }

    /// The first day of a round, if round 0 begins on this day; none beyond the year 9999.
    pub fn of_round(self, round: u32) -> Option<Self> {
        let number = self.number().checked_add(round.checked_mul(WEEK)?)?;
        let year = (self.year..=9999).take_while(|&year| before(year) < number).last()?;
        let months = (1..=12).map(|month| (month, before_month(year, month)));
        let (month, passed) = months.take_while(|(_, passed)| before(year) + passed < number).last()?;
        Self::new(year, month, number - before(year) - passed)
    }

    /// The number of the day, from 1 for the first of the year 1.
    fn number(self) -> u32 {
        before(self.year) + before_month(self.year, self.month) + self.day
    }
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Days before a year.
fn before(year: u32) -> u32 {
    let years = year - 1;
    365 * years + years / 4 - years / 100 + years / 400
}

/// Days of a year before a month.
fn before_month(year: u32, month: u32) -> u32 {
    (1..month).map(|month| length(year, month)).sum()
}

fn length(year: u32, month: u32) -> u32 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn only_days_that_there_are_can_be_read() {
        for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(date(text).to_string(), text);
        }
        for text in ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "24-01-01", "2024-1-1"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        for text in ["0000-01-01", "2024-01-01T00:00", "2024-+1-01", "01.02.2024", "2024/01/01", ""] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_round_begins_every_seven_days() {
        let start = date("2024-01-01");
        let round = |text| date(text).round(start);
        assert_eq!([round("2024-01-01"), round("2024-01-07"), round("2024-01-08")], [Some(0), Some(0), Some(1)]);
        // 366 days of a leap year are 52 weeks and 2 days.
        assert_eq!([round("2024-12-29"), round("2024-12-30"), round("2025-01-06")], [Some(51), Some(52), Some(53)]);
        assert_eq!(round("2023-12-31"), None);
    }

    #[test]
    fn days_are_numbered_without_gaps_and_found_back() {
        assert_eq!(date("1970-01-01").number(), 719_163);
        let start = date("1999-12-25");
        for round in 0..2000 {
            let day = start.of_round(round).expect("a day");
            assert_eq!((day.round(start), day.number()), (Some(round), start.number() + 7 * round), "{day}");
        }
        assert_eq!(start.of_round(52 * 8100), None);
    }
}
