import { DEVINE, FISCHBACHER, TYLER, VAN_RYZIN_2011 } from "./references";
import { lesson } from "./measured";

export const CRISIS = lesson("crisis", {
  title: { en: "A crisis", zh: "一场危机" },
  question: {
    en: "A health crisis strikes one district. The city moves money from courts, forums and committees to staff, at once, and leaves it there. What becomes of that in three years?",
    zh: "一场健康危机袭击了一个区。城市立刻把法治、协商和参与的钱挪去增加人手，此后一直没有挪回来。三年后会怎样？",
  },
  change: {
    en: "In both runs district 1 loses two fifths of its health services in week 52, and for a quarter of a year health needs there are four times as frequent. The changed city answers in the same week: law, consultation and participation get 1 % of the budget each (instead of 5, 3 and 3 %), staff 63 % instead of 55 %. The total is the same.",
    zh: "两轮里，第 1 区都在第 52 周失去五分之二的医疗服务，之后一个季度那里的健康需求是平时的四倍。改变的城市当周就应对：法治、协商、参与各只留预算的 1%（原来是 5%、3%、3%），人员从 55% 提到 63%。总额不变。",
  },
  before: [
    { en: "Watch the map in week 52, coloured by service stock, and then by backlog. How long can you see the crisis?", zh: "看第 52 周的地图，先按公共服务存量上色，再按积压上色。危机能看见多久？" },
    { en: "The verdict is about the last year, three years after the crisis. Guess for then, and look at the first months too.", zh: "结论说的是最后一年，也就是危机约三年之后。请猜那时的情况，也留意最初几个月。" },
  ],
  more: {
    capacity_given: { en: "Staff with 15 % more time: that part of the plan works.", zh: "工作时间多了 15%：这一步确实奏效。" },
    load: { en: "Less work waits.", zh: "等待办理的活少了。" },
    lived_fairness: { en: "But how fairly people are treated falls steeply, slowly enough that nobody sees it in the crisis.", zh: "但人们亲历的公平大幅下降，而且慢得在危机当中没人察觉。" },
    security: { en: "So does the sense of security.", zh: "安全感也是。" },
    duty: { en: "Fewer take part, and civic duty fades with it: people follow the example of others.", zh: "参与的人少了，公民责任感也淡了：人是看着别人的样子学的。" },
    satisfaction_rate: { en: "Those who ask are less satisfied, although more officials serve them.", zh: "服务的人手多了，求助的人却更不满意。" },
  },
  why: [
    {
      en: "In the first year the emergency plan does what it is for: in the stricken district 0.8 points more needs are solved than without it, in the city 0.3. If the city is judged then, the plan was right.",
      zh: "头一年，应急方案确实管用：受灾的区需求解决率比不这样做高 0.8 个百分点，全市高 0.3 个。如果那时下结论，方案是对的。",
    },
    {
      en: "What paid for it wears off slowly. Fair procedure, mediation and legal knowledge take half a year and more to fade, committees and forums too. So the price comes later than the gain, and when it comes, the crisis is forgotten: after three years trust is 0.59 instead of 0.63, 2 points fewer residents take part, and 1.2 points fewer needs are solved.",
      zh: "被挪走的东西是慢慢消失的。公正的程序、调解、法律意识要半年以上才会淡去，委员会和协商会也一样。所以代价比好处来得晚，等它来时，危机早被忘了：三年后信任是 0.59 而不是 0.63，参与的居民少了 2 个百分点，解决的需求少了 1.2 个百分点。",
    },
    {
      en: "Why fewer, with more staff? Disputes need mediators and courts, and fewer of them end well; people who feel unfairly treated are slower to ask; and fewer residents help each other, for they do as they see others do. Cut one by one, the law alone accounts for nearly all of the trust (-0.029) and most of the needs (-0.9 points), forums and committees for nearly all of the participation (-1.8 points).",
      zh: "人手多了，为什么解决的反而少？纠纷要靠调解和法院，现在办成的少了；觉得不公平的人，更不愿开口；居民看别人怎样自己就怎样，互相帮忙的人也少了。如果一项一项地削减：单是法治就占了信任损失的几乎全部（-0.029）和需求损失的大部分（-0.9 个百分点），协商会和委员会则占了参与损失的几乎全部（-1.8 个百分点）。",
    },
    {
      en: "The crisis itself leaves hardly a trace in these three numbers. The answer to it does, because it stayed.",
      zh: "危机本身在这三个数字上几乎没留下痕迹。留下痕迹的是对危机的应对，因为它没有撤回。",
    },
  ],
  next: [
    {
      text: { en: "The same plan, but with an end: after a year (week 104) the money goes back to where it was.", zh: "同样的方案，但有期限：一年后（第 104 周）把钱还回原处。" },
      found: {
        en: "The city keeps the gain of the first year and recovers, but slowly: two years after the end trust is still lower by 0.013 on average over the last year, and by 0.011 in its last quarter. Trust that was lost in one year takes more than two to come back.",
        zh: "头一年的好处保住了，城市也在恢复，但很慢：结束两年后，最后一年的信任平均仍低 0.013，到最后一季约低 0.011。一年里失去的信任，两年多还没全回来。",
      },
    },
    {
      text: { en: "What did the crisis do by itself? Compare the ordinary city with the stricken one, without any change of policy.", zh: "危机本身造成了什么？把普通城市和受灾城市相比，政策都不变。" },
      found: {
        en: "In the first year 0.8 points fewer needs are solved in the city, 2.9 in district 1, and more people take part, since more have to ask (+0.2 points). In the last year no difference can be told in participation and needs solved; trust is still lower by 0.001 (by 0.004 in district 1).",
        zh: "头一年，全市需求解决率低 0.8 个百分点，第 1 区低 2.9 个；参与率反而高一点（+0.2 个百分点），因为需要求助的人多了。到最后一年，参与和需求解决看不出差异；信任仍低 0.001（第 1 区低 0.004）。",
      },
    },
  ],
  limits: [
    { en: "There is no fear, no solidarity and no leader on the screen here: real crises often raise trust for a while, as people rally. The model cannot show that.", zh: "这里没有恐惧，没有同舟共济，也没有屏幕上的领导人：现实中的危机常让人们团结起来，信任一时上升。模型显示不了这一点。" },
    { en: "Nobody falls ill or dies in this crisis, and it does not spread. Whether a measure is right also depends on what it prevents.", zh: "在这场危机里没有人生病或死亡，它也不会蔓延。一项措施对不对，还要看它防止了什么。" },
    { en: "How fast institutions fade when their money goes is assumed: about half a year.", zh: "经费没了，制度多久会淡去，是一个假设：约半年。" },
  ],
  literature: [TYLER, DEVINE, FISCHBACHER, VAN_RYZIN_2011],
});
