//! Offices and organisations: who works in the city.

use grassroots::language::Named;
use grassroots::Simulation;
use grassroots::city::{Category, City, District, Office, OfficeKind, Organisation, OrganisationKind};
use serde_json::{Value, json};

use crate::facts::{self, Card, say};

/// An office or an organisation, and where it is.
enum Body<'a> {
    Office(&'a District, &'a Office),
    Organisation(&'a District, &'a Organisation),
}

/// Offices and organisations, district by district.
fn list(city: &City) -> impl Iterator<Item = Body<'_>> {
    city.districts.iter().flat_map(|district| {
        let offices = district.officials.offices.iter().map(move |office| Body::Office(district, office));
        offices.chain(district.organisations.iter().map(move |organisation| Body::Organisation(district, organisation)))
    })
}

/// All of them, as the page lists them.
pub fn all(city: &City, language: &str) -> Vec<Value> {
    list(city).enumerate().map(|(index, body)| body.row(index, language)).collect()
}

/// One of them in words.
pub fn card(simulation: &Simulation, index: usize, language: &str) -> Option<Card> {
    list(simulation.city()).nth(index).map(|body| body.card(simulation.round(), language))
}

impl Body<'_> {
    fn row(&self, index: usize, language: &str) -> Value {
        json!({
            "index": index,
            "kind": self.kind(),
            "title": self.title(language),
            "district": self.district().number,
            "community": self.community(),
            "cases": self.queue().len(),
            "load": self.load(),
            "diligence": self.diligence(),
        })
    }

    fn card(&self, round: i32, language: &str) -> Card {
        let district = say(language, "District", "区");
        let mut card = Card::of(self.title(language))
            .fact(district, (self.district().number + 1).to_string())
            .fact(say(language, "Cases in hand", "在办案件"), self.queue().len().to_string())
            .fact(say(language, "Load", "负荷"), format!("{:.1}", self.load()));
        match self {
            Self::Office(district, office) => {
                let skill = office.officials().map(|at| district.officials.list[at].skill);
                let officials = office.officials().len();
                card = card
                    .fact(say(language, "Officials", "公职人员"), officials.to_string())
                    .fact(say(language, "Diligence", "尽责度"), format!("{:.2}", self.diligence().unwrap_or(0.0)))
                    .fact(say(language, "Skill", "技能"), format!("{:.2}", skill.sum::<f32>() / officials.max(1) as f32));
            }
            Self::Organisation(_, organisation) => {
                let weeks = (round - organisation.founded).max(0);
                card = card
                    .fact(say(language, "Skill", "技能"), format!("{:.2}", organisation.skill))
                    .fact(say(language, "Reputation", "声誉"), format!("{:.2}", organisation.reputation))
                    .fact(say(language, "Exists for", "成立时间"), format!("{weeks} {}", say(language, "weeks", "周")));
            }
        }
        card.now(self.waiting(round, language))
    }

    /// How long the oldest case has waited.
    fn waiting(&self, round: i32, language: &str) -> String {
        let cases = &self.district().cases;
        let filed = self.queue().iter().filter_map(|&position| Some(round - cases.get(position)?.filed)).max();
        let Some(weeks) = filed else { return say(language, "No case waits here.", "这里没有案件在等候。").to_owned() };
        say(language, "The oldest case here came in {} weeks ago.", "最早的一件案件已收到 {} 周。").replace("{}", &weeks.to_string())
    }

    fn district(&self) -> &District {
        match self {
            Self::Office(district, _) | Self::Organisation(district, _) => district,
        }
    }

    fn queue(&self) -> &[u32] {
        match self {
            Self::Office(_, office) => &office.queue,
            Self::Organisation(_, organisation) => &organisation.queue,
        }
    }

    fn load(&self) -> f32 {
        match self {
            Self::Office(_, office) => office.load,
            Self::Organisation(district, organisation) => organisation.rounds(&district.cases),
        }
    }

    fn diligence(&self) -> Option<f32> {
        let Self::Office(district, office) = self else { return None };
        let all = office.officials().map(|at| district.officials.list[at].diligence);
        Some(all.sum::<f32>() / office.officials().len().max(1) as f32)
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Office(_, office) if office.is_department() => "department",
            Self::Office(..) => "community_office",
            Self::Organisation(..) => "organisation",
        }
    }

    fn community(&self) -> Option<u32> {
        match self {
            Self::Office(_, Office { kind: OfficeKind::Community(community), .. }) => Some(*community),
            _ => None,
        }
    }

    fn title(&self, language: &str) -> String {
        match self {
            Self::Office(_, office) => match office.kind {
                OfficeKind::Community(number) => {
                    format!("{} {}", say(language, "Office of community", "社区服务站"), number + 1)
                }
                OfficeKind::Department(category) => {
                    say(language, "Department of {}", "{}部门").replace("{}", &category_name(category, language))
                }
            },
            Self::Organisation(_, organisation) => {
                let kind = match organisation.kind {
                    OrganisationKind::Social => say(language, "Social organisation for {}", "社会组织（{}）"),
                    OrganisationKind::Enterprise => say(language, "Enterprise for {}", "企业（{}）"),
                    OrganisationKind::Institution => say(language, "Institution for {}", "机构（{}）"),
                };
                kind.replace("{}", &category_name(organisation.category, language))
            }
        }
    }
}

/// What a category is called.
pub fn category_name(category: Category, language: &str) -> String {
    category.name_in(facts::language(language)).to_owned()
}
