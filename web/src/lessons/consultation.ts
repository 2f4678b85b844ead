import { ARNSTEIN, BROCKNER, DEVINE, TYLER, VERBA } from "./references";
import { lesson } from "./measured";

export const CONSULTATION = lesson("consultation", {
  title: { en: "When consultation is ignored", zh: "问了却不听，会怎样？" },
  question: {
    en: "A city that never asked its residents begins to hold forums, often and open to all. But nothing that they decide is followed. Is being asked better than not being asked?",
    zh: "一座从不征求居民意见的城市开始办协商会，次数多，人人可来，但会上的决定一条也不落实。“问了”总比“不问”好吗？",
  },
  change: {
    en: "The kept city holds no sessions. From the second year on, the changed city spends 6 % of its budget on them, every community meets about every six weeks, and none of the investment follows what is decided (bindingness 0). Staff pays for it: the money, and the hours in the sessions.",
    zh: "保留的城市不开协商会。改变的城市从第二年起拿出 6% 的预算开会，每个社区大约每六周一次，但投资完全不按会上的决定走（约束力为 0）。代价由人员承担：既有钱，也有开会占去的时间。",
  },
  before: [
    { en: "Before you guess, think of a time when somebody asked for your opinion and then did as they liked. Did you trust them more or less afterwards?", zh: "猜之前想一想：有没有人问过你的意见，然后照样我行我素？事后你更信任他，还是更不信任？" },
    { en: "What counts as participation here: coming to a session, asking for help, taking part in something civic, each within the last 12 weeks.", zh: "这里的“参与”包括：最近 12 周内来过协商会、求助过，或参加过公共活动。" },
    { en: "Look closely at the first half-year after the change, and then at the end. Is it the same story?", zh: "仔细看改变后的头半年，再看最后。讲的是同一个故事吗？" },
  ],
  more: {
    attendance: { en: "Residents who come to a session in a week: of 20,000.", zh: "每周来开会的居民（全市 20,000 人）。" },
    efficacy: { en: "The belief that speaking up helps: it falls among those who spoke.", zh: "“说了有用”的信念：说过话的人反而不信了。" },
    trust_neighbours: { en: "Those who meet trust each other more, whatever government does.", zh: "见过面的人彼此更信任，不管政府怎么做。" },
    voice_rate: { en: "Fewer take a new need to an office or the platform at once.", zh: "遇到新需求马上去找服务站、上平台的人少了。" },
    capacity_given: { en: "What it costs: working time that the money no longer pays for.", zh: "它的代价：这笔钱原本可以换来的工作时间。" },
  },
  why: [
    {
      en: "More people take part and fewer trust: participation rises by 6.7 points, trust in government falls from 0.62 to 0.59. Both come from the same forums. Participation counts those who come. Trust counts what they take home.",
      zh: "参与的人多了，信任却少了：参与率升了 6.7 个百分点，对政府的信任从 0.62 降到 0.59。两件事出自同一批协商会：参与率数的是谁来了，信任记的是他们带了什么回家。",
    },
    {
      en: "A session itself does good. Being heard, and being treated fairly while it lasts, raises trust a little: in the first weeks the curve even rises. But when the next session comes, those who took part look back at what became of the last one. Nothing did. In the model this disappointment moves trust twice as strongly as the session itself did, and with every month more residents have had it.",
      zh: "开会本身是有好处的。被倾听、被公平对待，会让信任上升一点：头几周曲线甚至是往上走的。但到了下一次会，参加过的人会回头看上一次的决定落实了没有。没有。在模型里，这种失望对信任的作用是开会本身的两倍。每过一个月，尝到失望的人就多一些。",
    },
    {
      en: "They also learn that speaking up does not help, and so fewer ask when something is wrong. Fewer needs are solved (-1.2 points), mostly because money and hours went into the sessions: if the sessions are followed, it is still 0.7 points.",
      zh: "他们还学到“说了也没用”，于是遇到问题时开口的人少了。解决的需求也少了（-1.2 个百分点），主要是因为钱和时间花在了开会上：就算会上的决定落实了，也还是少 0.7 个百分点。",
    },
    {
      en: "One thing grows all the same: residents who meet trust each other more. A government that asks and does not listen brings its critics together.",
      zh: "有一样东西照样在长：见过面的居民彼此更信任。问而不听的政府，把失望的人聚到了一起。",
    },
  ],
  next: [
    {
      text: { en: "Follow half of what is decided (bindingness 0.5); all else as in the changed run.", zh: "把会上的决定落实一半（约束力 0.5），其余不变。" },
      found: {
        en: "Now trust rises by 0.011 instead of falling by 0.033, at the same price in staff; 0.7 points fewer needs are solved. Whether that is worth it is not for the model to say.",
        zh: "信任不再下降 0.033，而是上升 0.011，花费的人手一样；需求解决率低 0.7 个百分点。值不值，模型说了不算。",
      },
    },
    {
      text: { en: "Start in a city that is used to being listened to, and stop listening in the second year.", zh: "从一座习惯了被倾听的城市开始，第二年起不再听。" },
      found: {
        en: "Trust falls further still: by 0.050, and nearly as many keep coming (participation -0.4 points). Full rooms do not show that people are content.",
        zh: "信任跌得更多：0.050；而来的人几乎没少（参与率 -0.4 个百分点）。会场坐满，并不说明大家满意。",
      },
    },
  ],
  limits: [
    { en: "Here residents see at once whether a decision was followed. Real governments explain, delay and dress up; the model has no media and no words.", zh: "在这里，居民一眼就能看出决定落没落实。现实中的政府会解释、会拖延、会包装；模型里没有媒体，也没有言辞。" },
    { en: "How strongly disappointment weighs is an assumption (direction from the literature, size not measured). With another weight the fall would be smaller or larger.", zh: "失望有多重是一个假设（方向来自文献，大小没有测量过）。换一个数值，跌幅会小一些或大一些。" },
    { en: "It does not ask whether a forum ought to decide, or who may overrule it. That is a question of democracy, not of curves.", zh: "它不回答协商会该不该作决定、谁有权否决。那是民主的问题，不是曲线的问题。" },
  ],
  literature: [ARNSTEIN, BROCKNER, DEVINE, TYLER, VERBA],
});
