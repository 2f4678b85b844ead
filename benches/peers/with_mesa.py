"""The reduced model in Mesa: residents as agents, phases as calls on the set of agents."""

import math
import time

import mesa

from reduced import (
    CATEGORIES, DECIDING, DISPOSED, DISPUTE, FILED, LAW, NEIGHBOURS, NONE, OFFICE, PETITION, PLATFORM, PUBLIC,
    SAFETY, WAITING, City, hazards,
)


def unit(x: float) -> float:
    return min(max(x, 0.0), 1.0)


def toward(state: float, rate: float, target: float) -> float:
    return state + rate * (target - state)


def toward_each(state: float, rate: float, count: int, mean: float) -> float:
    """After so many events of this mean."""
    return toward(state, 1.0 - (1.0 - rate) ** count, mean)


def level(activity: float) -> float:
    return min(1.0, 50.0 * activity)


class Resident(mesa.Agent):
    """A resident: what she is, whom she knows, and what she needs."""

    def __init__(self, model: "Reduced", states: dict[str, float], grid: "Grid") -> None:
        super().__init__(model)
        for name, value in states.items():
            setattr(self, name, value)
        for name in DISPOSED:
            setattr(self, name, states["home_" + name])
        self.grievance = self.severity = self.habit = 0.0
        self.stage, self.channel, self.failed, self.kind, self.since = NONE, None, 0, 0, 0
        self.voiced = False
        self.grid = grid
        age_effect = min(max((self.age - 45.0) / 40.0, -0.7), 1.0)
        usual = grid.hazards_of(1.0 - 2.0 * self.ses, age_effect)
        self.own = [self.burden * hazard for hazard in usual]
        self.served = grid.served(usual)

    def need(self) -> None:
        """A need arises; one that she waits with may fade."""
        random, n = self.random, self.model.parameters["needs"]
        if self.stage == WAITING:
            if random.random() < n["fade"]:
                self.stage = NONE
        elif self.stage == NONE and random.random() < 1.0 - math.exp(-sum(self.own)):
            category = random.choices(CATEGORIES, self.own)[0]
            rates = self.model.parameters["categories"][category]
            self.kind = random.choices(range(3), [rates["private"], rates["public"], rates["dispute"]])[0]
            self.severity = random.betavariate(n["severity_alpha"], n["severity_beta"])
            self.stage, self.since, self.failed, self.voiced = DECIDING, self.model.now, 0, False

    def decide(self) -> None:
        """Chooses a channel, now and then or when there is reason to."""
        v = self.model.parameters["voice"]
        self.channel = None
        if self.stage == DECIDING or (self.stage == WAITING and self.random.random() < v["reconsider"]):
            self.grid.arisen += self.since == self.model.now
            weights = [1.0] + [self.weight(channel, v) for channel in range(6)]
            self.channel = self.random.choices([None, *range(6)], weights)[0]
            self.stage = WAITING if self.channel is None else FILED
            if self.channel is not None and self.channel != NEIGHBOURS:
                self.speak()

    def speak(self) -> None:
        self.model.requests += 1
        if not self.voiced:
            self.voiced = True
            self.grid.note_voice(self.model.now - self.since)

    def weight(self, channel: int, v: dict) -> float:
        cost = self.cost(channel, v)
        if cost is None or self.failed & (1 << channel):
            return 0.0
        trust = self.neighbours if channel == NEIGHBOURS else self.government
        hoped = self.grid.success[channel] * (self.efficacy + trust) / 2.0
        duty = v["duty_weight"] * self.duty if self.kind == PUBLIC else 0.0
        utility = v["benefit"] * self.severity * hoped - cost + duty + self.grid.recruited
        if channel != NEIGHBOURS:
            utility += v["habit_weight"] * self.habit - self.reluctance
        return math.exp(utility / v["noise"])

    def cost(self, channel: int, v: dict) -> float | None:
        levels = self.model.parameters["levels"]
        if channel == NEIGHBOURS:
            return v["neighbours_cost"]
        if channel == OFFICE:
            return v["office_cost"]
        if channel == PLATFORM:
            return self.platform_cost(v, levels["technology"])
        if channel == PETITION and self.failed & 0b110:
            return v["petition_cost"]
        if channel == LAW and (self.kind == DISPUTE or self.failed & 0b111110):
            return v["law_cost"] - v["law_awareness"] * self.legal - v["law_relief"] * levels["law"]
        return None

    def platform_cost(self, v: dict, built: float) -> float | None:
        rules = self.model.parameters["technology"]
        base = v["platform_cost"] - rules["cost_tech"] * built
        if self.adopter:
            return base + v["digital_cost"] * (1.0 - self.digital) * (1.0 - rules["inclusion"] * built)
        return base if self.random.random() < rules["phone"] * built else None

    def learn(self) -> None:
        """Takes in what became of her request, and lives on."""
        f = self.model.parameters["feedback"]
        if self.channel is not None:
            chance = self.model.solved if self.channel != NEIGHBOURS else self.grid.help_chance(self)
            solved = self.random.random() < chance
            self.grid.tried.append((self.channel, solved))
            self.model.solutions += solved
            self.feel(f, solved)
        if self.stage != NONE:
            self.grievance = unit(self.grievance + f["burden"] * self.severity)
        self.grievance *= 1.0 - f["calm"]
        resented = self.government * (1.0 - f["resentment"] * self.grievance)
        self.government = toward(resented, f["hearsay"], self.grid.heard)
        self.habit *= 1.0 - f["habit_loss"]

    def feel(self, f: dict, solved: bool) -> None:
        performance = 1.0 if solved else f["failed"]
        fairness = (f["neighbourly"] if self.channel == NEIGHBOURS else self.model.fair) - 0.5
        z = unit(
            f["base"] + f["outcome"] * performance + f["surprise"] * (performance - self.expectation)
            + f["procedure"] * fairness + f["fair_process"] * fairness * (1.0 - performance)
        )
        name = "neighbours" if self.channel == NEIGHBOURS else "government"
        trust = getattr(self, name)
        setattr(self, name, toward(trust, f["gain_rate"] if z > trust else f["loss_rate"], z))
        self.expectation = toward(self.expectation, f["expectation_rate"], performance)
        self.efficacy = toward(self.efficacy, f["efficacy_rate"], float(solved))
        self.gain = toward(self.gain, f["gain_memory"], z)
        if self.channel != NEIGHBOURS:
            satisfied = self.random.random() < 1.0 / (1.0 + math.exp((f["satisfied"] - z) / f["satisfied_spread"]))
            self.habit = toward(self.habit, f["habit_rate"], 1.0 if satisfied else -1.0)
        if solved:
            self.stage = NONE
            self.grievance *= f["relief"]
        else:
            self.stage = DECIDING
            self.failed |= 1 << self.channel

    def consider(self) -> None:
        """Whether she takes part, by the activity of others as it was."""
        p = self.model.parameters["participation"]
        chance = self.random.random()
        self.takes_part = False
        if chance < p["rate"]:
            peers = level(sum(other.activity for other in self.known) / len(self.known)) if self.known else 0.0
            civic = (
                p["base"] + p["ses"] * (self.ses - 0.5) + p["duty"] * self.duty + p["efficacy"] * self.efficacy
                + p["trust"] * self.neighbours + p["peers"] * peers
                + p["level"] * self.model.parameters["levels"]["participation"]
            )
            self.takes_part = chance < p["rate"] / (1.0 + math.exp(-civic))

    def take_part(self) -> None:
        p = self.model.parameters["participation"]
        self.activity = toward(self.activity, p["memory"], float(self.takes_part))
        if self.takes_part:
            self.neighbours = toward(self.neighbours, p["bond"], 1.0)
            self.duty = toward(self.duty, p["habit"], 1.0)

    def look(self) -> None:
        """What she sees of her neighbours on average; herself if she has none."""
        seen = self.known or [self]
        alone = not self.known
        share = 1.0 / len(seen)
        self.seen = (
            share * sum(other.government for other in seen),
            share * sum(other.organisations for other in seen),
            share * sum(other.neighbours for other in seen),
            0.0 if alone else share * sum(other.activity for other in seen),
            share * sum(other.legal for other in seen),
            share * sum(other.gain for other in seen),
            0.0 if alone else share * sum(other.adopter for other in seen),
        )

    def follow(self) -> None:
        """Moves towards what she sees, and feels accordingly."""
        q, levels = self.model.parameters["influence"], self.model.parameters["levels"]
        self.feel_well(q)
        for position, name in enumerate(("government", "organisations", "neighbours")):
            moved = toward(getattr(self, name), q["opinion"], self.seen[position])
            setattr(self, name, toward(moved, q["disposition"], getattr(self, "home_" + name)))
        shown = toward(self.duty, q["example"], unit(q["example_weight"] * level(self.seen[3])))
        exemplary = toward(shown, q["exemplars"] * levels["virtue"], 1.0)
        self.duty = toward(exemplary, q["duty_disposition"], self.home_duty)
        self.efficacy = toward(self.efficacy, q["efficacy_disposition"], self.home_efficacy)
        told = toward(toward(self.legal, q["legal_peers"], self.seen[4]), q["education"] * levels["law"], 1.0)
        self.legal = toward(told, q["legal_disposition"], self.home_legal)
        chance = self.random.random()
        if self.adopter:
            self.adopter = float(chance >= q["churn"] * (1.0 - self.digital))
        else:
            pull = q["innovation"] + q["imitation"] * self.seen[6]
            self.adopter = float(chance < self.digital * levels["technology"] * pull)

    def feel_well(self, q: dict) -> None:
        goal = (
            q["happiness_gain"] * self.gain + q["happiness_security"] * self.security
            + q["happiness_trust"] * self.neighbours + q["happiness_relative"] * (self.gain - self.seen[5])
            - q["happiness_grievance"] * self.grievance
        )
        self.happiness = toward(self.happiness, q["happiness_rate"], unit(goal))
        secure = unit(self.grid.surroundings - q["security_grievance"] * self.grievance)
        self.security = toward(self.security, q["security_rate"], secure)
        goal = self.served + q["gain_ses"] * (self.ses - 0.5) - q["gain_grievance"] * self.grievance
        self.gain = toward(self.gain, q["gain_rate"], unit(goal))


class Grid:
    """What the residents of a grid share."""

    def __init__(self, parameters: dict, hazard: list[float], stock: list[float]) -> None:
        self.parameters, self.hazard, self.stock = parameters, hazard, stock
        self.success = [parameters["success"]] * 6
        self.fairness = parameters["fairness"]
        self.history: list[list[int]] = []
        self.members: list[Resident] = []

    def hazards_of(self, lack: float, age: float) -> list[float]:
        """Of mean burden."""
        rates = [self.parameters["categories"][name] for name in CATEGORIES]
        return [h * max(0.0, 1.0 + r["ses"] * lack + r["age"] * age) for h, r in zip(self.hazard, rates)]

    def served(self, hazards: list[float]) -> float:
        return sum(h * s for h, s in zip(hazards, self.stock)) / sum(hazards)

    def begin(self) -> None:
        """What everyone knows before anyone decides."""
        arisen, voiced = sum(a for a, _ in self.history), sum(v for _, v in self.history)
        self.recruited = self.parameters["voice"]["recruit"] * voiced / arisen if arisen else 0.0
        self.history.insert(0, [0, 0])
        del self.history[self.parameters["voice"]["window"]:]
        self.arisen, self.tried = 0, []

    def note_voice(self, age: int) -> None:
        if age < len(self.history):
            self.history[age][1] += 1

    def decided(self) -> None:
        """After all have decided: what neighbours can do, and what is heard of government."""
        v = self.parameters["voice"]
        self.history[0][0] = self.arisen
        activity = sum(level(member.activity) for member in self.members) / len(self.members)
        duty = sum(member.duty for member in self.members) / len(self.members)
        self.help = v["help"] * (1.0 + activity) * 2.0 * duty
        offices = (self.success[OFFICE] + self.success[PLATFORM]) / 2.0
        self.heard = (offices + self.fairness + sum(self.stock) / len(self.stock)) / 3.0

    def help_chance(self, asking: Resident) -> float:
        factor = self.parameters["voice"]["help_public"] if asking.kind == PUBLIC else 1.0
        return unit(self.help * (1.0 - asking.severity)) * factor

    def learned(self) -> None:
        f = self.parameters["feedback"]
        for channel in range(6):
            outcomes = [solved for tried, solved in self.tried if tried == channel]
            if outcomes:
                solved = sum(outcomes) / len(outcomes)
                self.success[channel] = toward_each(self.success[channel], f["success_rate"], len(outcomes), solved)
        treated = sum(channel != NEIGHBOURS for channel, _ in self.tried)
        self.fairness = toward_each(self.fairness, f["fairness_rate"], treated, self.parameters["fair"])
        q = self.parameters["influence"]
        self.surroundings = q["safety"] * self.stock[SAFETY] + q["fairness"] * self.fairness


class Reduced(mesa.Model):
    """The city under the reduced rules."""

    def __init__(self, city: City, number: int, solved: float) -> None:
        super().__init__(rng=number)
        self.parameters, self.solved, self.fair = city.parameters, solved, city.parameters["fair"]
        self.now = 0
        stocks = zip(hazards(city).tolist(), city.parameters["stock"])
        self.grids = [Grid(city.parameters, hazard, stock) for hazard, stock in stocks]
        self.settle(city)

    def settle(self, city: City) -> None:
        columns = {name: column.tolist() for name, column in city.columns.items()}
        homes = [grid for grid, number in zip(self.grids, self.parameters["residents"]) for _ in range(number)]
        residents = []
        for index, grid in enumerate(homes):
            resident = Resident(self, {name: column[index] for name, column in columns.items()}, grid)
            grid.members.append(resident)
            residents.append(resident)
        for index, resident in enumerate(residents):
            ties = city.neighbours[city.offsets[index]:city.offsets[index + 1]]
            resident.known = [residents[other] for other in ties.tolist()]

    def step(self) -> None:
        self.requests = self.solutions = 0
        self.agents.do("need")
        self.each(Grid.begin)
        self.agents.do("decide")
        self.each(Grid.decided)
        self.agents.do("learn")
        self.each(Grid.learned)
        self.agents.do("consider")
        self.agents.do("take_part")
        self.agents.do("look")
        self.agents.do("follow")
        self.now += 1

    def each(self, act) -> None:
        for grid in self.grids:
            act(grid)

    def outcomes(self) -> list[float]:
        names = ("government", "neighbours", "efficacy", "habit", "activity", "gain", "security", "grievance")
        means = [sum(self.agents.get(name)) / len(self.agents) for name in names]
        in_need = sum(stage != NONE for stage in self.agents.get("stage"))
        return means + [number / len(self.agents) for number in (in_need, self.requests, self.solutions)]


def run(city: City, replicates: int, rounds: int, solved: float) -> list[dict]:
    """Some replicates: seconds without building the city, and the curves."""
    results = []
    for number in range(replicates):
        model = Reduced(city, number, solved)
        begun = time.perf_counter()
        curves = []
        for _ in range(rounds):
            model.step()
            curves.append(model.outcomes())
        results.append({"seconds": time.perf_counter() - begun, "curves": curves})
    return results
