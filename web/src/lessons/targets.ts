import { KAMPEN, LIPSKY, TYLER, VAN_RYZIN_2013 } from "./references";
import { lesson } from "./measured";

export const TARGETS = lesson("targets", {
  title: { en: "Targets and false closures", zh: "指标与虚假办结" },
  question: {
    en: "From now on every official must report cases as resolved, and is judged by the number. Nobody checks. Will more problems be solved?",
    zh: "从现在起，每位工作人员都必须上报“已解决”，并按这个数字考核，但没有人核查。问题会解决得更多吗？",
  },
  change: {
    en: "In the kept city nobody is pressed and nothing is verified. In the second year the changed city puts full pressure on officials to report success (pressure 1) and still verifies nothing (supervision 0). It costs no money.",
    zh: "保留的城市既不施压也不核查。改变的城市从第二年起把上报压力加到最大（考核压力 1），仍然不核查（监督 0）。不花一分钱。",
  },
  before: [
    { en: "A case can end in three ways: solved; closed as unsolved; or closed as solved although it is not. Which of these can residents see, and which does the mayor see?", zh: "一件案子有三种结局：真的解决了；没解决，如实结案；没解决，却报“已解决”。居民看得见哪些？市长看得见哪些？" },
    { en: "Guess also how the record changes: the share of cases that are reported as resolved.", zh: "再猜一个：上报的解决率（记录里“已解决”的占比）会怎么变？" },
  ],
  more: {
    reported_resolution_rate: { en: "What the mayor sees: the record gets better, by 6 points.", zh: "市长看到的：记录变好了，升了 6 个百分点。" },
    resolution_rate: { en: "What is true: fewer closed cases are solved, by 4 points.", zh: "实际情况：办结的案件里真正解决的少了 4 个百分点。" },
    false_closures_not_found: { en: "A tenth of all closed cases are false, and nobody knows but those who asked.", zh: "办结的案件里约十分之一是假的，除了当事人没人知道。" },
    satisfaction_rate: { en: "Those who asked do know.", zh: "当事人心里清楚。" },
    expectation: { en: "The fine record is made public, so residents expect more, and are let down from higher.", zh: "漂亮的记录公布出去，居民的期望更高，失望也更大。" },
    skill: { en: "Pressed officials leave sooner, and who comes is less experienced.", zh: "压力大，人走得快，新来的经验少。" },
  },
  why: [
    {
      en: "The record and the city part company. On paper 87 % of closed cases are resolved, up from 82 %. In truth it is 77 %, down from 82 %. The gap between the two is the false closures: 16 a week.",
      zh: "记录和现实分了家。纸面上，办结案件的解决率从 82% 升到 87%；实际上从 82% 降到 77%。中间的差就是虚假办结：每周 16 件。",
    },
    {
      en: "A false closure is worse than an honest failure. An honest failure is tried again: in this city, once more. A case that is closed as solved is not tried again; the resident has to start over somewhere else, by a petition, at an organisation, with a mediator, or gives up. So fewer needs are solved in the end (-1.4 points). In a city where every case has one attempt only, so that nothing can be lost by closing it early, the same pressure costs a third of that (-0.5).",
      zh: "虚假办结比老老实实承认没办成更糟。承认没办成，还会再办一次；报成“已解决”，就不会再办了，居民只能另找门路：信访、找社会组织、申请调解，或者干脆算了。所以最终解决的需求更少（-1.4 个百分点）。如果城市里每件案子本来就只办一次，提前结案没什么可失去的，同样的压力只造成三分之一的损失（-0.5）。",
    },
    {
      en: "And it is felt as unfair. People can live with a no, if it is an honest one; to be told that a broken lamp is mended costs more trust than the lamp. Trust falls slowly, case by case, and is still falling after three years.",
      zh: "而且让人觉得不公平。人们可以接受一个诚实的“办不到”；明明灯没修好却说修好了，伤的信任比灯本身还多。信任一件一件地流失，三年后还在下降。",
    },
    {
      en: "Participation hardly moves (-0.1 points: so clear that 20 of 20 cities agree, and so small that nobody would notice). Clear and large are two different things.",
      zh: "参与率几乎没动（-0.1 个百分点：20 座城市全都一致，所以“清楚”；但小得没人会察觉）。“清楚”和“大”是两回事。",
    },
  ],
  next: [
    {
      text: { en: "The same pressure, but verify nearly everything (supervision 0.9).", zh: "压力不变，但几乎每件都核查（监督 0.9）。" },
      found: {
        en: "Now more needs are solved (+0.3 points), and neither trust nor participation can be told from the city without targets: whoever is checked and pressed works harder, which pays for the time that checking takes. (With 60 pairs of cities trust is clearly lower, by 0.0007. Clear, and as good as nothing.)",
        zh: "这次解决的需求多了（+0.3 个百分点），信任和参与则与没有指标的城市看不出差异：既有压力又有核查，人会更尽责，正好抵上核查花掉的时间。（用 60 对城市能清楚看出信任低 0.0007：清楚，却几乎等于没有。）",
      },
    },
    {
      text: { en: "Verify nearly everything, without any pressure.", zh: "只核查，不施压。" },
      found: {
        en: "Checks alone do harm: needs solved -1.5 points, trust -0.008. There was nothing to find, and checking took time from every case. A good rule is not good by itself.",
        zh: "光核查反而有害：需求解决率 -1.5 个百分点，信任 -0.008。本来就没有虚报，核查却从每件案子里占去时间。好规矩也要看搭配。",
      },
    },
  ],
  limits: [
    { en: "Officials here either work or report; they do not pick the easy cases, cook figures in other ways, or blow the whistle.", zh: "这里的工作人员要么干活、要么上报；他们不会专挑容易的案子，不会用别的办法做数据，也不会举报。" },
    { en: "How many false closures there are in a real city is not known to the model: by their nature they are hard to count.", zh: "真实城市里有多少虚假办结，模型不知道：它们天生就难数。" },
    { en: "The model does not say that targets are bad. It says what a target does that measures reports and not results.", zh: "模型没有说考核不好，它说的是：只考核“报了什么”、不管“办成什么”的指标会带来什么。" },
  ],
  literature: [LIPSKY, TYLER, VAN_RYZIN_2013, KAMPEN],
});
