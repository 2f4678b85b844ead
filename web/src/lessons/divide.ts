import { BASS, FELSTINER, LIPSKY, VERBA } from "./references";
import { lesson } from "./measured";

export const DIVIDE = lesson("divide", {
  title: { en: "The digital divide", zh: "数字鸿沟" },
  question: {
    en: "In this city an app makes it easy to ask for help, for those who get on with it. Now the city opens a telephone line and makes the app simple enough for everybody. Will people trust it more?",
    zh: "这座城市有个应用，会用的人求助很方便。现在城市开通电话热线，又把应用改得人人会用。大家会更信任政府吗？",
  },
  change: {
    en: "Both cities spend 12 % of the budget on the shared platform, and asking on it is cheap. In the kept run it is for those with digital skills only. From the second year on, the changed city takes requests by telephone too (phone 1) and designs the platform for those with few skills (inclusion 1). It costs no money, but each of these requests takes officials a little longer.",
    zh: "两座城市都把预算的 12% 用于共享平台，在平台上求助很省事。保留的城市里，平台只适合会用的人。改变的城市从第二年起也接电话诉求（电话 1），并为数字技能低的人改造平台（包容设计 1）。不花钱，但这样的诉求每件要多花工作人员一点时间。",
  },
  before: [
    { en: "About 18 in 100 residents do not use the platform. Click some of them: how old are they, and what do they do when they need something?", zh: "每 100 位居民里大约有 18 位不用平台。点开几位看看：他们多大年纪？有需要时怎么办？" },
    { en: "Look at the departments: how much work do they have in hand?", zh: "看看各部门：手里有多少活？" },
    { en: "Who gains if everybody can ask: the poorer third, the richer third, both?", zh: "如果人人都能开口，谁受益：地位较低的三分之一、较高的三分之一，还是都受益？" },
  ],
  more: {
    "solved_share:ses_low": { en: "Needs solved among the third with the lowest status.", zh: "社会经济地位最低的三分之一居民的需求解决率。" },
    "solved_share:ses_high": { en: "And among the third with the highest: they gain less.", zh: "地位最高的三分之一：受益少一些。" },
    "solved_share:ses_high-ses_low": { en: "The gap between the two becomes half as wide.", zh: "两者的差距缩小了一半。" },
    requests: { en: "Many more requests in a week.", zh: "每周的诉求多了许多。" },
    load_departments: { en: "They pile up in the departments: from three weeks' work to more than four.", zh: "积压到部门里：从三周的活变成四周多。" },
    given_up: { en: "More residents give up on a case that takes too long.", zh: "更多居民因为等得太久而放弃。" },
    satisfaction_rate: { en: "Fewer are satisfied with how it went.", zh: "对办理满意的人少了。" },
  },
  why: [
    {
      en: "The door works. More people ask, 1.8 points more needs are solved, and most of that goes to those who had been left out: the gap between richer and poorer residents falls from 2 points to 1.",
      zh: "门确实打开了。开口的人多了，需求解决率升了 1.8 个百分点，受益最多的正是原先被挡在外面的人：地位高低之间的差距从 2 个百分点降到 1 个。",
    },
    {
      en: "And yet trust falls, among the poorer and the richer alike, from 0.63 to 0.62. Behind the door stand the same officials. 9 % more requests reach the same departments, where work in hand grows from three weeks to more than four. In a queue that is nearly full, a few more cases lengthen the wait by a lot.",
      zh: "可是信任下降了，从 0.63 到 0.62，地位高低都一样。门后面还是那些工作人员：诉求多了 9%，进的是同样的部门，手里的活从三周积到四周多。快满的队伍里，再多几件案子，等待就会长很多。",
    },
    {
      en: "So many more people now meet government, and meet it when it is slow. Someone who never asked could not be kept waiting. In the model a bad experience weighs more than a good one, and trust goes down while the city serves more people than before.",
      zh: "于是更多人和政府打了交道，而且是在它最慢的时候。从前不开口的人，也就谈不上被耽误。在模型里，坏经历比好经历更有分量，所以城市帮到的人比以前多，信任却往下走。",
    },
    {
      en: "This is no reason to keep the door shut. It is a reason to ask who pays for what comes through it.",
      zh: "这不是关门的理由，而是提醒我们：进门的事情，谁来办、钱从哪里来？",
    },
  ],
  next: [
    {
      text: { en: "Open the door and hire for it: staff 52 % of the budget instead of 47 %, paid by upkeep (15 % instead of 20 %).", zh: "开门的同时加人：人员从预算的 47% 提到 52%，由公共服务维护承担（从 20% 降到 15%）。" },
      found: {
        en: "3.0 points more needs are solved, and the gap is still smaller. Trust falls less (-0.007), but it falls: services wear out, and new needs come with it. Every way has its price.",
        zh: "需求解决率升 3.0 个百分点，差距也更小。信任降得少些（-0.007），但还是降：公共服务变旧了，新的需求也随之而来。条条路都有代价。",
      },
    },
    {
      text: { en: "Go back a step: from the ordinary city to the app city. Does an app for the skilled widen the gap?", zh: "退一步看：从普通城市到“应用城市”。只适合会用者的应用，会拉大差距吗？" },
      found: {
        en: "Needs solved rise by 3.2 points; no difference can be told in trust; and in the gap between richer and poorer, in needs solved, no change can be told. Most people of all groups use the app in the end; what divides is being among the few who do not.",
        zh: "需求解决率升 3.2 个百分点；信任看不出差异；地位高低之间需求解决率的差距也看不出变化。各个群体里的多数人最后都用上了应用；真正的鸿沟，是那少数始终用不上的人。",
      },
    },
  ],
  limits: [
    { en: "Residents have age, status and digital skills here, but no disability, language or household in which a grandchild helps.", zh: "这里的居民有年龄、地位和数字技能，但没有残障、语言差别，也没有能帮忙的孙辈。" },
    { en: "The platform is always safe and never down. Privacy and surveillance, which matter to trust in a real platform, are not in the model.", zh: "平台永远安全、从不宕机。隐私与监控在现实中会影响信任，模型里没有。" },
    { en: "Results are told for thirds by status, not for old and young.", zh: "结果按地位三等分给出，没有按年龄给出。" },
  ],
  literature: [BASS, FELSTINER, LIPSKY, VERBA],
});
