import { LIPSKY, TYLER, VAN_RYZIN_2013 } from "./references";
import { lesson } from "./measured";

export const STAFF = lesson("staff", {
  title: { en: "More staff or better rules?", zh: "加人，还是改规矩？" },
  question: {
    en: "The city wants to solve more of its residents' problems. Is it better to hire people, or to change how the people who are there work?",
    zh: "城市想多解决一些居民的难题。是该多招人，还是该让现有的人换一种办法做事？",
  },
  change: {
    en: "Both cities have the same money. In the kept run the city hires from the second year on: staff gets 65 % of the budget instead of 55 %, and upkeep and building of services pays for it (10 % instead of 20 %). In the changed run nobody is hired; instead a case gets three attempts instead of two, more reports of success are checked, and the coordinating body calls more offices to one table. These rules cost no money, but working time.",
    zh: "两座城市花的钱一样多。保留的一轮里，城市从第二年起招人：人员经费从预算的 55% 提高到 65%，由公共服务的建设和维护来承担（从 20% 降到 10%）。改变的一轮里一个人也不招，而是改规矩：一件案子可以办三次而不是两次，更多“已解决”要核查，统筹机构把更多部门叫到一张桌上。这些规矩不花钱，但要花工作时间。",
  },
  before: [
    { en: "Watch the first year, before anything changes. About four fifths of the staff's time is used. Is this a city in which hands are short?", zh: "先看什么都没变的第一年：工作人员的时间大约用了五分之四。这座城市缺人手吗？" },
    { en: "Click an official and look at the cases in hand. What are they waiting for: for somebody with time, or for another office?", zh: "点一位工作人员，看看手里的案子。它们在等什么：等有空的人，还是等另一个部门？" },
    { en: "What do people stop getting if less is spent on upkeep?", zh: "如果维护的钱少了，居民会少得到什么？" },
  ],
  more: {
    capacity_given: { en: "Hiring works as a promise: a fifth more working time than under the new rules.", zh: "招人确实带来了人手：比改规矩的城市多出近五分之一的工作时间。" },
    capacity_used: { en: "But in the city that hired, nearly three tenths of that time is idle. The new rules use time that was free.", zh: "可是在招人的城市，近三成的时间闲着。新规矩用的正是原先空着的时间。" },
    resolution_rate: { en: "A third attempt and a table for joint cases: more of what is closed has really been solved.", zh: "多办一次、联合会商：办结的案件里真正解决的更多。" },
    service_stock: { en: "Services in the city that hired wear out: upkeep paid for the staff.", zh: "招人的城市，公共服务逐渐老化：人员的钱是从维护里拿的。" },
    new_needs: { en: "Worn services make new problems: in the city that hired, more needs arise each week.", zh: "服务老化会带来新麻烦：招人的城市每周产生更多需求。" },
    satisfaction_rate: { en: "Residents notice the difference in how their cases end.", zh: "居民对结果的感受也不同。" },
  },
  why: [
    {
      en: "The extra hands had little to do. Hiring gave 18 % more working time, but the share of needs that are solved rose by only 0.2 points, because time was not what was missing. Many cases wait for a second agency to join in, or are closed after two failed attempts. Another pair of hands at the first desk changes neither.",
      zh: "多出来的人手没有多少活可干。招人使工作时间多了 18%，需求解决率却只升了 0.2 个百分点，因为缺的并不是时间。许多案子在等另一个部门，或者两次没办成就结了案。窗口多一双手，这两件事都不会变。",
    },
    {
      en: "The rules work at exactly these places: joint cases are called to one table, failed ones get a third try, and false reports are found. They take time (meetings, checks, attempts), and this city had that time to spare.",
      zh: "规矩恰恰作用在这些地方：需要几家一起办的案子被叫到一张桌上，没办成的再办一次，虚报的会被查出来。这些都要花时间（开会、核查、再办），而这座城市正好有空余的时间。",
    },
    {
      en: "Trust parts slowly, for two reasons. People judge government by how their cases end; and by what they live in. In the city that hired, services wear out over two years, and trust follows them down.",
      zh: "信任的差距是慢慢拉开的，原因有两个：人们看自己的事办得怎样，也看自己生活的环境怎样。招人的城市里，公共服务两年间逐渐变旧，信任也跟着往下走。",
    },
    {
      en: "Fewer people take part under the new rules, and here that is no bad news: participation also counts asking for help, and where services are kept up, fewer people need to ask.",
      zh: "改规矩的城市参与率略低，在这里并不是坏消息：求助也算参与，服务维护得好，需要求助的人自然少些。",
    },
  ],
  next: [
    {
      text: {
        en: "Now a city that is short of staff from the start (43 % of the budget instead of 55 %). One run hires, the other makes the same rules. What do you expect?",
        zh: "换一座一开始就缺人的城市（人员只占预算的 43%，而不是 55%）。一轮招人，一轮定同样的规矩。你猜会怎样？",
      },
      found: {
        en: "The verdict turns round: with the rules trust is 0.012 lower and 3.2 points fewer needs are solved than with more staff. Officials were busy already; meetings, checks and third attempts make everybody else wait. The load of 1.1 means more work in hand than can be done in a month.",
        zh: "结论反过来了：与招人相比，定规矩的城市信任低 0.012，需求解决率低 3.2 个百分点。人本来就忙，会议、核查和第三次办理只会让别人等得更久。负荷超过 1，说明手里的活一个月都干不完。",
      },
    },
    {
      text: {
        en: "Who pays matters too. Take 5 % of the budget for staff, but from the coordinating body, the platform and the law.",
        zh: "钱从哪里来也很重要。给人员加 5% 的预算，但从统筹机构、共享平台和法治里拿。",
      },
      found: {
        en: "More staff, and fewer needs solved (-1.9 points), less trust (-0.011): what was cut had sorted the cases, joined the offices and made procedures fair.",
        zh: "人多了，解决的需求反而少了（-1.9 个百分点），信任也低了（-0.011）：被削减的正是给案子分流、让部门协作、保证程序公平的东西。",
      },
    },
  ],
  limits: [
    { en: "How much spare time a real office has is not known here. The answer hangs on it, so measure it before you argue.", zh: "真实机构有多少空余时间，模型并不知道。答案正取决于此，争论之前应当先去量一量。" },
    { en: "The model has no pay, no careers of politicians and no protest against cuts. A rule takes effect the week it is made; real offices resist.", zh: "模型里没有工资、没有官员的仕途，也没有人抗议削减。规矩一定下，当周就生效；现实中的机构会有阻力。" },
  ],
  literature: [LIPSKY, VAN_RYZIN_2013, TYLER],
});
