"""What the Python versions of the reduced model share: the city, the parameters, and the names of what is observed."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

OUTCOMES = (
    "trust in government", "trust in neighbours", "efficacy", "habit", "activity", "gain", "security", "grievance",
    "open needs", "requests", "solutions",
)

NEIGHBOURS, OFFICE, PLATFORM, ORGANISATION, PETITION, LAW = range(6)
NONE, DECIDING, WAITING, FILED = range(4)
PRIVATE, PUBLIC, DISPUTE = range(3)
#: States that begin at a disposition and return to it: the column of the disposition is called home_ and the state.
DISPOSED = ("government", "organisations", "neighbours", "duty", "legal", "efficacy")
CATEGORIES = ("housing", "environment", "transport", "safety", "care", "health", "livelihood", "disputes")
SAFETY = CATEGORIES.index("safety")


@dataclass
class City:
    """The starting city: columns by resident, ties as offsets and neighbours, and all parameters."""

    columns: dict[str, np.ndarray]
    offsets: np.ndarray
    neighbours: np.ndarray
    parameters: dict

    @property
    def residents(self) -> int:
        return len(self.columns["ses"])


def load(folder: Path) -> City:
    """Reads the city that `reduced city FOLDER` has written."""
    names = (
        "ses", "age", "digital", "home_government", "home_organisations", "home_neighbours", "home_duty",
        "home_legal", "home_efficacy", "burden", "reluctance", "activity", "expectation", "gain", "happiness",
        "security", "adopter",
    )
    columns = {name: np.fromfile(folder / name, "<f4").astype(np.float64) for name in names}
    parameters = json.loads((folder / "parameters.json").read_text())
    offsets = np.fromfile(folder / "offsets", "<u4").astype(np.int64)
    return City(columns, offsets, np.fromfile(folder / "neighbours", "<u4").astype(np.int64), parameters)


def hazards(city: City) -> np.ndarray:
    """Hazard of a need per grid and category, of middle ses and age and mean burden; services stand still."""
    parameters = city.parameters
    rates = np.array([parameters["categories"][name]["rate"] for name in CATEGORIES])
    missing = 1.0 + parameters["needs"]["alpha"] * (1.0 - np.array(parameters["stock"]))
    return parameters["needs"]["scale"] * rates * np.array(parameters["exposure"]) * missing


def of_categories(city: City, *names: str) -> np.ndarray:
    """A row per category, with the named rates."""
    return np.array([[city.parameters["categories"][c][name] for name in names] for c in CATEGORIES])
