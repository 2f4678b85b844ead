// What a teacher wants to know about each lesson.

import type { LessonNotes } from "./types";

export const NOTES: LessonNotes[] = [
  {
    lesson: "staff",
    point: { en: "More of something helps only where that something is short.", zh: "缺什么补什么才有用；不缺的东西，加了也白加。" },
    misconception: { en: "“If problems stay unsolved, there are too few people.” Or the opposite: “offices only need better rules.”", zh: "“问题没解决，就是人不够。”或者反过来：“机关只要把规矩改好就行。”" },
    questions: [
      {
        question: { en: "The city that hired has a fifth more working time. Where does it go?", zh: "招人的城市多了近五分之一的工作时间，都去哪儿了？" },
        answer: { en: "Most of it is idle: 71 % of the time is used there, 92 % under the new rules. Cases wait for other agencies and fail after two attempts, not for hands.", zh: "大多闲着：那里的时间只用了 71%，改规矩的城市用了 92%。案子等的是别的部门，或者两次没办成就结案，缺的不是人手。" },
      },
      {
        question: { en: "Is fewer people taking part bad news?", zh: "参与的人少了，是坏消息吗？" },
        answer: { en: "Not here. Asking for help counts as participation. Where upkeep is paid for, fewer needs arise (226 a week instead of 239). Always ask what a number counts.", zh: "这里不是。求助也算参与。维护跟得上的城市需求少（每周 226 个，而不是 239 个）。看数字先问：它数的是什么？" },
      },
      {
        question: { en: "In the city that is short of staff the same rules do harm. Can both be true?", zh: "在缺人的城市，同样的规矩反而有害。两个结论能同时成立吗？" },
        answer: { en: "Yes. A rule costs time; where all time is used, somebody else waits. The honest answer to the question of the lesson is “it depends on slack”, and slack can be measured.", zh: "能。规矩要花时间；时间都占满了，就得有人等。本课问题的诚实回答是“要看有没有余力”，而余力是可以测量的。" },
      },
    ],
    curves: { en: "Needs solved part within a year and stay about 1.3 points apart. Trust parts all the time and still does at the end (0.018), because services wear out slowly. Participation falls slowly by a third of a point.", zh: "需求解决率一年内拉开，之后相差约 1.3 个百分点。信任一直在拉开，到最后还没停（0.018），因为公共服务变旧是慢慢来的。参与率缓慢下降约三分之一个百分点。" },
  },
  {
    lesson: "consultation",
    point: { en: "Taking part and trusting are two things; asking makes a promise.", zh: "参与和信任是两回事；“问”本身就是一个承诺。" },
    misconception: { en: "“Being asked is always better than not being asked.”", zh: "“问了总比不问好。”" },
    questions: [
      {
        question: { en: "Participation rises and trust falls. Which of the two is the success of the reform?", zh: "参与率升了，信任降了。哪一个算改革的成绩？" },
        answer: { en: "Neither decides it alone. Arnstein's ladder calls this rung tokenism: people are heard, without any assurance that it counts. A government that reports attendance only would be pleased.", zh: "单看哪个都不行。阿恩斯坦的“阶梯”把这一级叫作象征性参与：让人说话，却不保证算数。只上报出席人数的政府会很满意。" },
      },
      {
        question: { en: "Why does trust not fall at once?", zh: "信任为什么没有马上下降？" },
        answer: { en: "The first session is a fair procedure, and that raises trust. Only at the next one do people see that nothing followed.", zh: "第一次会本身是公平的程序，会提升信任。到下一次会，人们才看到什么都没落实。" },
      },
      {
        question: { en: "How much of the fall in needs solved is due to being ignored?", zh: "解决的需求变少，有多少是“问而不听”造成的？" },
        answer: { en: "Of 1.2 points, 0.7 are there too when decisions are followed: that is the price of the sessions. The rest, about 0.5, comes from being ignored.", zh: "1.2 个百分点里，有 0.7 个在落实决定时也会出现，那是开会的代价；其余约 0.5 个来自“问而不听”。" },
      },
    ],
    curves: { en: "Participation rises steeply for a year and levels off near +6.7 points. Trust is flat for a quarter of a year, then falls all the time (-0.036 in the last week). Needs solved are lower by about a point after a year.", zh: "参与率头一年陡升，之后稳定在 +6.7 个百分点左右。信任平了一个季度，之后一路下降（最后一周 -0.036）。需求解决率一年后低约 1 个百分点。" },
  },
  {
    lesson: "targets",
    point: { en: "A record is made by somebody who has a reason.", zh: "记录是有人写的，而写的人自有他的理由。" },
    misconception: { en: "“Pressure makes people work harder.” Or: “the figures prove it.”", zh: "“有压力才有动力。”或者：“数字说明一切。”" },
    questions: [
      {
        question: { en: "Reported 87 %, true 77 %. Who in the city knows the second number?", zh: "上报 87%，实际 77%。城里谁知道第二个数？" },
        answer: { en: "Nobody in office. Each resident knows of one case. The page can tell because it is a model; a real city needs surveys, callbacks or courts.", zh: "机关里没人知道。每位居民只知道自己那一件。页面说得出来，因为这是模型；真实城市要靠回访、调查或法院。" },
      },
      {
        question: { en: "Why does pressure alone not make officials more diligent here?", zh: "为什么单有压力并没有让工作人员更尽责？" },
        answer: { en: "In the model diligence grows only if effort is seen: pressure times supervision. That is an assumption, and pupils may doubt it.", zh: "在模型里，只有努力会被看见，尽责度才会提高（压力乘以监督）。这是一个假设，同学们可以质疑。" },
      },
      {
        question: { en: "Targets alone: worse. Checks alone: worse. Both together: a little better. What does this say about changing one thing at a time?", zh: "只有指标：变差。只有核查：变差。两者都有：略好。这对“一次只改一样”说明了什么？" },
        answer: { en: "That parts of a policy can need each other. Testing them one by one would have thrown both away.", zh: "政策的各部分可能彼此需要。如果一样一样地试，两样都会被丢掉。" },
      },
    ],
    curves: { en: "All three fall slowly: trust by 0.012 and needs solved by 1.5 points at the end, still falling; participation by a tenth of a point. The record jumps at once.", zh: "三条都缓慢下降：到最后信任低 0.012，需求解决率低 1.5 个百分点，仍在下降；参与率低十分之一个百分点。记录则一下子就变好了。" },
  },
  {
    lesson: "divide",
    point: { en: "Opening a door is the first half; somebody has to be behind it.", zh: "开门只是一半，门后还得有人。" },
    misconception: { en: "“If more people are helped, trust must rise.”", zh: "“帮到的人多了，信任一定会升。”" },
    questions: [
      {
        question: { en: "Who gains most?", zh: "谁受益最多？" },
        answer: { en: "The poorer third: +2.2 points of needs solved, the richer third +1.3. The gap is halved.", zh: "地位最低的三分之一：需求解决率 +2.2 个百分点，最高的三分之一 +1.3。差距减半。" },
      },
      {
        question: { en: "9 % more requests, but nearly half as much work again waits in the departments. How can that be?", zh: "诉求只多了 9%，部门里等着的活却多了近一半。怎么会这样？" },
        answer: { en: "Queues near their limit grow out of proportion: with little spare time every delay is passed on. A motorway at rush hour does the same.", zh: "接近满负荷的队伍会不成比例地变长：没有空余，每次耽搁都会往后传。早晚高峰的高速路也是这样。" },
      },
      {
        question: { en: "Would you shut the door again, to save trust?", zh: "为了保住信任，你会把门再关上吗？" },
        answer: { en: "That is a question of values. The model shows the trade: more people helped and less inequality against a slower office and lower trust.", zh: "这是价值判断。模型展示的是取舍：帮到更多人、更平等，代价是办事更慢、信任更低。" },
      },
    ],
    curves: { en: "Participation jumps within a quarter of a year by 0.9 points. Needs solved rise for a year, then stay near +1.8. Trust falls slowly by 0.012.", zh: "参与率一个季度内跳升 0.9 个百分点。需求解决率升了一年，之后保持在 +1.8 左右。信任缓慢下降 0.012。" },
  },
  {
    lesson: "crisis",
    point: { en: "Some prices are paid late. Ask when a measure ends.", zh: "有些代价来得晚。问一问：一项措施什么时候结束？" },
    misconception: { en: "“In a crisis, what helps now is right.” Or: “emergency powers never help.”", zh: "“危机当前，管用就行。”或者：“应急措施从来没用。”" },
    questions: [
      {
        question: { en: "Judge the plan after one year, and after three. What would you have told the council each time?", zh: "一年后评价这个方案，三年后再评价一次。两次你会对市里说什么？" },
        answer: { en: "After one year: more needs solved, above all where the crisis struck; trust a little lower. After three: all three lower. Both are true of the same plan.", zh: "一年后：解决的需求更多，受灾区最明显；信任略低。三年后：三项都更低。同一个方案，两句话都对。" },
      },
      {
        question: { en: "Why is the price late?", zh: "代价为什么来得晚？" },
        answer: { en: "Levels of institutions fade with a delay (about half a year), and trust follows what people live through, case by case.", zh: "制度的水平会滞后地淡去（约半年），信任又是随着一件件亲历的事慢慢变化的。" },
      },
      {
        question: { en: "If the plan ends after a year, is everything as before?", zh: "如果一年后结束，一切会恢复原样吗？" },
        answer: { en: "Needs solved and participation nearly; trust not yet after two more years (-0.011 in the last quarter).", zh: "解决的需求和参与大致恢复；信任又过了两年还没有（最后一季 -0.011）。" },
      },
    ],
    curves: { en: "Needs solved cross zero: about +0.5 points in the first quarter, -1.4 at the end. Trust falls all the time, faster in the second year (-0.036 at the end). Participation falls within a year by 1.5 points, then to 2.", zh: "需求解决率会穿过零线：第一季约 +0.5 个百分点，最后 -1.4。信任一路下降，第二年更快（最后 -0.036）。参与率一年内降 1.5 个百分点，之后到 2。" },
  },
  {
    lesson: "forum",
    point: { en: "Open to all is not the same as used by all.", zh: "“人人可来”不等于“人人都来”。" },
    misconception: { en: "“The more people come, the more democratic.” Or: “a representative sample always decides better.”", zh: "“来的人越多越民主。”或者：“有代表性的样本总会决定得更好。”" },
    questions: [
      {
        question: { en: "Who comes to the open forum, and why?", zh: "谁会来议事会？为什么？" },
        answer: { en: "Those with resources, motivation and somebody who asks them (Verba, Schlozman & Brady): status, civic duty, the belief that it helps.", zh: "有资源、有动力、有人邀请的人（Verba、Schlozman、Brady）：地位、公民责任感、“说了有用”的信念。" },
      },
      {
        question: { en: "Trust rises although fewer take part. Why?", zh: "参与的人少了，信任却升了。为什么？" },
        answer: { en: "Those who come find it much fairer (0.88 instead of 0.71), and others hear of it. Procedures matter beside results (Tyler).", zh: "到会的人觉得公平得多（0.88，原来 0.71），别人也会听说。除了结果，程序也重要（Tyler）。" },
      },
      {
        question: { en: "Why do decisions by lot fit the city no better here?", zh: "为什么抽签产生的决定在这里并没有更贴近城市？" },
        answer: { en: "20 people are few: chance. And needs of rich and poor differ little in this city. Compare the survey: the same bias as the forum, many more answers, the best fit.", zh: "20 个人太少，偶然性大；而且这座城市里贫富的需要差别不大。对比问卷：偏向和议事会一样，答的人多得多，最贴近。" },
      },
    ],
    curves: { en: "Participation falls within a quarter of a year by 1.9 points and stays there. Trust rises fast at first, then more slowly, to +0.006. Needs solved are lower by about half a point, and by less at the end.", zh: "参与率一个季度内降 1.9 个百分点，此后不变。信任先快后慢地升到 +0.006。需求解决率低约半个百分点，到最后更少。" },
  },
];
