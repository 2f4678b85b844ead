import { ARNSTEIN, FRIEDKIN, TYLER, VERBA } from "./references";
import { lesson } from "./measured";

export const FORUM = lesson("forum", {
  title: { en: "Who comes to the forum?", zh: "谁来开协商会？" },
  question: {
    en: "A forum is open to all, so it belongs to those who come. A mini-public draws its members by lot, equally from the poorer, the middle and the richer, and pays them. Which is better for the city?",
    zh: "议事会人人可来，于是它属于来的人。抽签小组则抽签请人，地位低、中、高的各占三分之一，并付补贴。哪一种对城市更好？",
  },
  change: {
    en: "Both cities hold sessions equally often, spend the same on them, and follow half of what is decided. In the second year the changed city replaces the open forum (40 seats per 1,000 residents) by a mini-public (16 seats, well facilitated, at small tables). The money is the same, but each seat takes the community office more time to prepare.",
    zh: "两座城市开会的次数和花的钱一样，都落实一半的决定。改变的城市从第二年起把人人可来的议事会（每千人 40 席）换成抽签小组（每千人 16 席，有主持人，分小桌讨论）。钱一样多，但每一席要社区服务站花更多时间准备。",
  },
  before: [
    { en: "Who has time and confidence to go to a meeting on a weekday evening? Think of your own street.", zh: "工作日的晚上，谁有时间、有底气去开会？想想你住的那条街。" },
    { en: "A small group that looks like the city, or a large group that does not: whose decision is nearer to what everybody needs? Guess this too.", zh: "一小群“像这座城市”的人，和一大群“不像”的人，谁的决定更接近大家的需要？也猜一猜。" },
  ],
  more: {
    session_ses_gap: { en: "Who comes: to the forum those better off; to the mini-public a mirror of the community.", zh: "谁来了：议事会上多是境况较好的人；抽签小组则像社区的一面镜子。" },
    attendance: { en: "Residents who come in a week: less than half as many.", zh: "每周到会的居民：不到原来的一半。" },
    session_fairness: { en: "How fair those who come find it: much fairer.", zh: "到会者觉得公平的程度：高了许多。" },
    congruence: { en: "How near decisions are to what all residents need: a little farther off! Twenty people by lot are few, and chance weighs more among few.", zh: "决定与全体居民所需的接近程度：反而略低！抽签来的二十来人太少，人越少，偶然性越大。" },
    load_community_offices: { en: "What it costs: the office that prepares it has more to do.", zh: "代价：负责准备的社区服务站更忙了。" },
    efficacy: { en: "Fewer have spoken, so fewer believe that speaking helps.", zh: "发过言的人少了，相信“说了有用”的人也少了。" },
  },
  why: [
    {
      en: "Participation falls by 1.9 points, and trust rises by 0.005. Fewer come, since there are fewer seats. But those who come find the procedure fair: they were all heard, not only the best speakers. Those who hear of it take that as news about government, and trust grows a little with both.",
      zh: "参与率降了 1.9 个百分点，信任升了 0.005。来的人少了，因为席位少了。但来的人觉得程序公平：人人都被听到，而不只是最会说的人。听说这件事的人也据此看政府，信任因此略有上升。",
    },
    {
      en: "The room looks different. At the open forum the status of those who come is clearly above their neighbours'; among those drawn by lot it is not. Status gives time, knowledge and confidence, and an invitation with pay makes up for part of it.",
      zh: "会场里的人不一样了。人人可来的议事会上，到会者的地位明显高于邻居；抽签来的则没有差别。地位带来时间、知识和底气，而一份附带补贴的邀请能补上一部分。",
    },
    {
      en: "Still its decisions do not fit the city better; they fit a little worse. In this city poorer and richer residents need much the same things, so it matters less who comes than how many: with 20 people by lot, chance has more say than with 50 who chose to come. Where needs of poor and rich differ more, this could turn round.",
      zh: "可它的决定并没有更贴近城市的需要，反而略差一点。在这座城市里，地位高低所需大致相同，所以“来多少人”比“来什么人”更要紧：抽签来的 20 人，比自愿来的 50 人更受偶然左右。如果贫富的需要差别更大，结果可能反过来。",
    },
    {
      en: "Slightly fewer needs are solved (-0.4 points): the hours that go into preparing a good session are missing at the desk.",
      zh: "解决的需求略少（-0.4 个百分点）：把会开好要花时间，窗口就少了这些时间。",
    },
  ],
  next: [
    {
      text: { en: "Talks: only residents who have an open need are asked, a few at a time.", zh: "谈心会：只请眼下有需求的居民，每次请几位。" },
      found: {
        en: "Trust rises as much (+0.005), and nothing can be told about needs solved; participation falls more (-2.7 points). Those with a problem speak of their own: decisions fit the rest of the city least of all formats.",
        zh: "信任升得一样多（+0.005），需求解决看不出差异；参与率降得更多（-2.7 个百分点）。有难处的人说自己的难处：各种形式里，它的决定离其他居民的需要最远。",
      },
    },
    {
      text: { en: "A survey: many answers, nobody meets.", zh: "问卷：答的人多，谁也见不到谁。" },
      found: {
        en: "Its decisions fit best what residents need, and yet trust falls (-0.008) and participation too (-3.2 points): nobody was heard by anybody. A good answer and a good procedure are two things.",
        zh: "它的结论最贴近居民的需要，信任却下降（-0.008），参与率也下降（-3.2 个百分点）：没有谁真正被谁听到。答案好和程序好，是两回事。",
      },
    },
  ],
  limits: [
    { en: "Opinions here are about what to spend on. There are no interests to defend, no parties, no arguments that win by being better.", zh: "这里的意见只涉及钱花在哪里。没有要维护的利益，没有党派，也没有因为有道理而取胜的论证。" },
    { en: "The community has 1,250 residents. In a larger one the room is larger, and chance has less say.", zh: "这里的社区只有 1,250 位居民。社区更大，会场也更大，偶然性就小些。" },
    { en: "Who counts as fairly represented is more than status: the model has no gender, origin or household.", zh: "代表是否公平不只看地位：模型里没有性别、籍贯和家庭。" },
  ],
  literature: [ARNSTEIN, VERBA, FRIEDKIN, TYLER],
});
