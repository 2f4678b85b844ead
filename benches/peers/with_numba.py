"""The reduced model in Python with numba: loops over columns, compiled before anything is timed, on one core."""

import time
from collections import namedtuple

import numpy as np
from numba import njit

from reduced import (
    DECIDING, DISPOSED, DISPUTE, FILED, LAW, NEIGHBOURS, NONE, OFFICE, PETITION, PLATFORM, PUBLIC, SAFETY,
    WAITING, City, hazards, of_categories,
)


@njit(cache=True)
def seed(number):
    np.random.seed(number)


@njit(cache=True)
def unit(x):
    return min(max(x, 0.0), 1.0)


@njit(cache=True)
def toward(state, rate, target):
    return state + rate * (target - state)


@njit(cache=True)
def toward_each(state, rate, count, mean):
    """After so many events of this mean."""
    return toward(state, 1.0 - (1.0 - rate) ** count, mean)


@njit(cache=True)
def level(activity):
    return min(1.0, 50.0 * activity)


@njit(cache=True)
def draw(weights):
    """The place of one of some weights."""
    rest = np.random.random() * weights.sum()
    for place in range(len(weights) - 1):
        rest -= weights[place]
        if rest < 0.0:
            return place
    return len(weights) - 1


@njit(cache=True)
def needs(n, s, grid, hazard, rates, kinds, round):
    """Needs arise, and waiting ones fade."""
    own = np.empty(8)
    for i in range(len(s.stage)):
        stage = s.stage[i]
        if stage == WAITING:
            if np.random.random() < n.fade:
                s.stage[i] = NONE
        elif stage == NONE:
            lack = 1.0 - 2.0 * s.ses[i]
            age = min(max((s.age[i] - 45.0) / 40.0, -0.7), 1.0)
            for g in range(8):
                own[g] = s.burden[i] * hazard[grid[i], g] * max(0.0, 1.0 + rates[g, 0] * lack + rates[g, 1] * age)
            if np.random.random() < 1.0 - np.exp(-own.sum()):
                g = draw(own)
                s.stage[i] = DECIDING
                s.kind[i] = draw(kinds[g])
                s.severity[i] = np.random.beta(n.severity_alpha, n.severity_beta)
                s.since[i] = round
                s.failed[i] = 0
                s.voiced[i] = False


@njit(cache=True)
def available(v, s, i, channel, phoned):
    """Whether a resident can use a channel."""
    if s.failed[i] & (1 << channel) or channel == 3:
        return False
    if channel == PLATFORM:
        return s.adopter[i] > 0.0 or phoned
    if channel == PETITION:
        return s.failed[i] & 0b110 != 0
    if channel == LAW:
        return s.kind[i] == DISPUTE or s.failed[i] & 0b111110 != 0
    return True


@njit(cache=True)
def cost(v, s, i, channel):
    if channel == NEIGHBOURS:
        return v.neighbours_cost
    if channel == OFFICE:
        return v.office_cost
    if channel == PLATFORM:
        base = v.platform_cost - v.cost_tech * v.technology
        if s.adopter[i] > 0.0:
            base += v.digital_cost * (1.0 - s.digital[i]) * (1.0 - v.inclusion * v.technology)
        return base
    if channel == PETITION:
        return v.petition_cost
    return v.law_cost - v.law_awareness * s.legal[i] - v.law_relief * v.law


@njit(cache=True)
def choose(v, s, i, success, recruited, weights):
    """Chooses a channel by multinomial logit; -1 is waiting."""
    phoned = np.random.random() < v.phone * v.technology
    duty = v.duty_weight * s.duty[i] if s.kind[i] == PUBLIC else 0.0
    formal = v.habit_weight * s.habit[i] - s.reluctance[i]
    weights[6] = 1.0
    for channel in range(6):
        weights[channel] = 0.0
        if available(v, s, i, channel, phoned):
            trust = s.neighbours[i] if channel == NEIGHBOURS else s.government[i]
            hoped = success[channel] * (s.efficacy[i] + trust) / 2.0
            utility = v.benefit * s.severity[i] * hoped - cost(v, s, i, channel) + duty + recruited
            if channel > NEIGHBOURS:
                utility += formal
            weights[channel] = np.exp(utility / v.noise)
    choice = draw(weights)
    return -1 if choice == 6 else choice


@njit(cache=True)
def voice(v, s, first, last, success, history, round):
    """Residents of a grid decide; gives the number of requests."""
    recruited = 0.0
    if history[:, 0].sum() > 0:
        recruited = v.recruit * history[:, 1].sum() / history[:, 0].sum()
    history[1:] = history[:-1].copy()
    history[0] = 0
    weights = np.empty(7)
    requests = 0
    for i in range(first, last):
        s.channel[i] = -1
        decides = s.stage[i] == DECIDING or (s.stage[i] == WAITING and np.random.random() < v.reconsider)
        if not decides:
            continue
        if s.since[i] == round:
            history[0, 0] += 1
        choice = choose(v, s, i, success, recruited, weights)
        s.channel[i] = choice
        s.stage[i] = WAITING if choice < 0 else FILED
        if choice > NEIGHBOURS:
            requests += 1
            s.active[i] = round
            if not s.voiced[i]:
                s.voiced[i] = True
                if round - s.since[i] < len(history):
                    history[round - s.since[i], 1] += 1
    return requests


@njit(cache=True)
def helpfulness(v, s, first, last):
    """What neighbours can do for a private trifle."""
    activity = 0.0
    duty = 0.0
    for i in range(first, last):
        activity += level(s.activity[i])
        duty += s.duty[i]
    number = last - first
    return v.help * (1.0 + activity / number) * 2.0 * duty / number


@njit(cache=True)
def feel(f, s, i, fair, solved):
    """A resident takes in an outcome."""
    channel = s.channel[i]
    performance = 1.0 if solved else f.failed
    justice = f.neighbourly if channel == NEIGHBOURS else fair
    fairness = justice - 0.5
    z = unit(
        f.base + f.outcome * performance + f.surprise * (performance - s.expectation[i]) + f.procedure * fairness
        + f.fair_process * fairness * (1.0 - performance)
    )
    trust = s.neighbours if channel == NEIGHBOURS else s.government
    trust[i] = toward(trust[i], f.gain_rate if z > trust[i] else f.loss_rate, z)
    s.expectation[i] = toward(s.expectation[i], f.expectation_rate, performance)
    s.efficacy[i] = toward(s.efficacy[i], f.efficacy_rate, 1.0 if solved else 0.0)
    s.gain[i] = toward(s.gain[i], f.gain_memory, z)
    if channel > NEIGHBOURS:
        satisfied = np.random.random() < 1.0 / (1.0 + np.exp((f.satisfied - z) / f.satisfied_spread))
        s.habit[i] = toward(s.habit[i], f.habit_rate, 1.0 if satisfied else -1.0)
    if solved:
        s.stage[i] = NONE
        s.grievance[i] *= f.relief
    else:
        s.stage[i] = DECIDING
        s.failed[i] |= 1 << channel


@njit(cache=True)
def settle(v, f, s, first, last, success, fairness, fair, stock, chance):
    """Outcomes are drawn and taken in, and everyone in a grid lives on; gives the solutions, and fairness as lived."""
    private = helpfulness(v, s, first, last)
    heard = ((success[OFFICE] + success[PLATFORM]) / 2.0 + fairness + stock) / 3.0
    tried = np.zeros((6, 2))
    for i in range(first, last):
        channel = s.channel[i]
        if channel >= 0:
            p = chance
            if channel == NEIGHBOURS:
                p = unit(private * (1.0 - s.severity[i])) * (v.help_public if s.kind[i] == PUBLIC else 1.0)
            solved = np.random.random() < p
            tried[channel, 0] += 1
            tried[channel, 1] += solved
            feel(f, s, i, fair, solved)
    for i in range(first, last):
        if s.stage[i] != NONE:
            s.grievance[i] = unit(s.grievance[i] + f.burden * s.severity[i])
        s.grievance[i] *= 1.0 - f.calm
        s.government[i] = toward(s.government[i] * (1.0 - f.resentment * s.grievance[i]), f.hearsay, heard)
        s.habit[i] *= 1.0 - f.habit_loss
    for channel in range(6):
        if tried[channel, 0] > 0:
            solved = tried[channel, 1] / tried[channel, 0]
            success[channel] = toward_each(success[channel], f.success_rate, tried[channel, 0], solved)
    treated = tried[1:, 0].sum()
    return tried[:, 1].sum(), toward_each(fairness, f.fairness_rate, treated, fair)


@njit(cache=True)
def participate(p, s, offsets, ties):
    """Residents take part in civic activities."""
    before = s.activity.copy()
    for i in range(len(before)):
        taken = False
        chance = np.random.random()
        if chance < p.rate:
            seen = 0.0
            for tie in range(offsets[i], offsets[i + 1]):
                seen += before[ties[tie]]
            number = offsets[i + 1] - offsets[i]
            peers = level(seen / number) if number > 0 else 0.0
            civic = (
                p.base + p.ses * (s.ses[i] - 0.5) + p.duty * s.duty[i] + p.efficacy * s.efficacy[i]
                + p.trust * s.neighbours[i] + p.peers * peers + p.level * p.participation
            )
            taken = chance < p.rate / (1.0 + np.exp(-civic))
        s.activity[i] = toward(s.activity[i], p.memory, 1.0 if taken else 0.0)
        if taken:
            s.neighbours[i] = toward(s.neighbours[i], p.bond, 1.0)
            s.duty[i] = toward(s.duty[i], p.habit, 1.0)


@njit(cache=True)
def look(s, offsets, ties, around):
    """What residents see of their neighbours on average."""
    for i in range(len(s.stage)):
        number = offsets[i + 1] - offsets[i]
        government = organisations = neighbours = activity = legal = gain = adopter = 0.0
        for tie in range(offsets[i], offsets[i + 1]):
            j = ties[tie]
            government += s.government[j]
            organisations += s.organisations[j]
            neighbours += s.neighbours[j]
            activity += s.activity[j]
            legal += s.legal[j]
            gain += s.gain[j]
            adopter += s.adopter[j]
        if number == 0:
            number = 1
            government, organisations, neighbours = s.government[i], s.organisations[i], s.neighbours[i]
            legal, gain = s.legal[i], s.gain[i]
        share = 1.0 / number
        around[i, 0] = government * share
        around[i, 1] = organisations * share
        around[i, 2] = neighbours * share
        around[i, 3] = activity * share
        around[i, 4] = legal * share
        around[i, 5] = gain * share
        around[i, 6] = adopter * share


@njit(cache=True)
def served(s, i, hazard, served_hazard):
    """Service stocks weighted by what the resident may need, from sums over categories."""
    lack = 1.0 - 2.0 * s.ses[i]
    age = min(max((s.age[i] - 45.0) / 40.0, -0.7), 1.0)
    total = hazard[0] + hazard[1] * lack + hazard[2] * age
    if total <= 0.0:
        return 1.0
    return (served_hazard[0] + served_hazard[1] * lack + served_hazard[2] * age) / total


@njit(cache=True)
def influence(q, s, grid, around, sums, served_sums, surroundings):
    """Neighbours, norms, adoption, and how residents feel."""
    for i in range(len(s.stage)):
        r = grid[i]
        sees = around[i]
        goal = (
            q.happiness_gain * s.gain[i] + q.happiness_security * s.security[i]
            + q.happiness_trust * s.neighbours[i] + q.happiness_relative * (s.gain[i] - sees[5])
            - q.happiness_grievance * s.grievance[i]
        )
        s.happiness[i] = toward(s.happiness[i], q.happiness_rate, unit(goal))
        secure = unit(surroundings[r] - q.security_grievance * s.grievance[i])
        s.security[i] = toward(s.security[i], q.security_rate, secure)
        goal = served(s, i, sums[r], served_sums[r]) + q.gain_ses * (s.ses[i] - 0.5) - q.gain_grievance * s.grievance[i]
        s.gain[i] = toward(s.gain[i], q.gain_rate, unit(goal))
        s.government[i] = toward(toward(s.government[i], q.opinion, sees[0]), q.disposition, s.home_government[i])
        s.organisations[i] = toward(
            toward(s.organisations[i], q.opinion, sees[1]), q.disposition, s.home_organisations[i]
        )
        s.neighbours[i] = toward(toward(s.neighbours[i], q.opinion, sees[2]), q.disposition, s.home_neighbours[i])
        shown = toward(s.duty[i], q.example, unit(q.example_weight * level(sees[3])))
        s.duty[i] = toward(toward(shown, q.exemplars * q.virtue, 1.0), q.duty_disposition, s.home_duty[i])
        s.efficacy[i] = toward(s.efficacy[i], q.efficacy_disposition, s.home_efficacy[i])
        told = toward(toward(s.legal[i], q.legal_peers, sees[4]), q.education * q.law, 1.0)
        s.legal[i] = toward(told, q.legal_disposition, s.home_legal[i])
        chance = np.random.random()
        if s.adopter[i] > 0.0:
            s.adopter[i] = 1.0 if chance >= q.churn * (1.0 - s.digital[i]) else 0.0
        elif chance < s.digital[i] * q.technology * (q.innovation + q.imitation * sees[6]):
            s.adopter[i] = 1.0


def record(name: str, **fields):
    """A named tuple, which numba reads as a structure."""
    return namedtuple(name, fields)(**fields)


class Model:
    """The city under the reduced rules."""

    def __init__(self, city: City, number: int, solved: float) -> None:
        parameters, levels = city.parameters, city.parameters["levels"]
        self.city, self.solved = city, solved
        self.state = self.columns(city)
        self.needs = record("Needs", **parameters["needs"])
        technology = {name: parameters["technology"][name] for name in ("cost_tech", "inclusion", "phone")}
        fixed = {"technology": levels["technology"], "law": levels["law"]}
        self.voice = record("Voice", **parameters["voice"], **technology, **fixed)
        self.feedback = record("Feedback", **parameters["feedback"])
        self.civic = record("Civic", **parameters["participation"], participation=levels["participation"])
        self.influence = record("Influence", **parameters["influence"], virtue=levels["virtue"], **fixed)
        self.services(city)
        seed(number)

    @staticmethod
    def columns(city: City):
        drawn = {name: column.copy() for name, column in city.columns.items()}
        for name in DISPOSED:
            drawn[name] = city.columns["home_" + name].copy()
        zeros = {name: np.zeros(city.residents, np.int64) for name in ("stage", "kind", "since", "failed", "channel")}
        active = np.full(city.residents, -1000)
        empty = {name: np.zeros(city.residents) for name in ("severity", "grievance", "habit")}
        return record("State", voiced=np.zeros(city.residents, np.bool_), active=active, **drawn, **zeros, **empty)

    def services(self, city: City) -> None:
        """What is the same for all of a grid."""
        parameters = city.parameters
        residents = parameters["residents"]
        number = len(residents)
        self.hazard, stock = hazards(city), np.array(parameters["stock"])
        self.rates = of_categories(city, "ses", "age")
        self.kinds = of_categories(city, "private", "public", "dispute")
        weights = np.column_stack([np.ones(8), self.rates])
        self.sums, self.served = self.hazard @ weights, (self.hazard * stock) @ weights
        self.stock, self.safety, self.fair = stock.mean(axis=1), stock[:, SAFETY], parameters["fair"]
        self.success = np.full((number, 6), parameters["success"])
        self.fairness = np.full(number, parameters["fairness"])
        self.history = np.zeros((number, parameters["voice"]["window"], 2), np.int64)
        self.borders = np.cumsum([0, *residents])
        self.grid = np.repeat(np.arange(number), residents)
        self.around = np.zeros((city.residents, 7))

    def round(self, round: int) -> list[float]:
        """Lives one round and gives its outcomes."""
        s, city = self.state, self.city
        needs(self.needs, s, self.grid, self.hazard, self.rates, self.kinds, round)
        requests = solutions = 0
        for r, at in enumerate(zip(self.borders[:-1], self.borders[1:])):
            requests += voice(self.voice, s, *at, self.success[r], self.history[r], round)
            heard = (self.success[r], self.fairness[r], self.fair, self.stock[r], self.solved)
            solved, self.fairness[r] = settle(self.voice, self.feedback, s, *at, *heard)
            solutions += solved
        participate(self.civic, s, city.offsets, city.neighbours)
        look(s, city.offsets, city.neighbours, self.around)
        q = self.influence
        surroundings = q.safety * self.safety + q.fairness * self.fairness
        influence(q, s, self.grid, self.around, self.sums, self.served, surroundings)
        observed = (s.government, s.neighbours, s.efficacy, s.habit, s.activity, s.gain, s.security, s.grievance)
        means = [column.mean() for column in observed]
        return means + [(s.stage != NONE).mean(), requests / city.residents, solutions / city.residents]


def run(city: City, replicates: int, rounds: int, solved: float) -> list[dict]:
    """Some replicates: seconds without building the city, and the curves."""
    results = []
    for number in range(replicates):
        model = Model(city, number, solved)
        begun = time.perf_counter()
        curves = [model.round(round) for round in range(rounds)]
        results.append({"seconds": time.perf_counter() - begun, "curves": curves})
    return results
