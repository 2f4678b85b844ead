// The teacher's page.

import { REFERENCES } from "../lessons/references";
import { NOTES } from "./notes";
import type { Teacher } from "./types";

export const TEACHER: Teacher = {
  title: { en: "For teachers", zh: "教师手册" },
  lead: [
    {
      en: "This page is a small city of 20,000 residents with needs, offices, forums and a budget. Pupils change one thing, guess what will happen, run both cities and see whether they were right. It is made for lessons in civics, politics, geography, mathematics and statistics, from about 14 years on.",
      zh: "这个页面是一座有 20,000 位居民的小城：有需求，有机关，有协商会，有预算。学生改动一样东西，先猜结果，再把两座城市都跑一遍，看看猜得对不对。适合 14 岁左右以上的公民、政治、地理、数学和统计课。",
    },
    {
      en: "It takes no side. No measure is good by decree, none is free, and each can backfire. Do not teach its numbers; teach how to ask: what is counted, who pays, how sure is it, what is left out?",
      zh: "它不偏向任何一方：没有哪项措施天生就好，没有哪项不要代价，每一项都可能适得其反。不要教它的数字，要教怎样提问：数的是什么？谁来付？有多大把握？漏掉了什么？",
    },
  ],
  start: [
    { en: "Open the file by a double click, from a disk or a USB stick; or type “grassroots classroom --open”. Nothing is installed, nothing is sent anywhere.", zh: "双击打开文件（硬盘或 U 盘都行），或者输入 grassroots classroom --open。不用安装，也不会向外发送任何东西。" },
    { en: "Choose the language. Press play. The city lives, a week at a time.", zh: "选择语言，按播放。城市就一周一周地活起来。" },
    { en: "Choose a lesson. Let pupils look and guess before anybody presses run: the guess is the lesson.", zh: "选一课。运行之前先让学生观察和猜测：课就上在“猜”里。" },
    { en: "Run. After some seconds to half a minute the verdict of 20 pairs of cities stands beside the guess.", zh: "运行。几秒到半分钟后，20 对城市得出的结论就出现在猜测旁边。" },
  ],
  timetables: [
    {
      title: { en: "10 minutes, one screen", zh: "10 分钟，一块屏幕" },
      aim: { en: "One surprise, seen by all. Take “When consultation is ignored” or “Targets and false closures”.", zh: "让全班看到一个意外。建议用“问了却不听，会怎样？”或“指标与虚假办结”。" },
      stretches: [
        { from: 0, to: 2, text: { en: "The city runs. What are the dots, the colours, the three curves? Click one resident and read her story aloud.", zh: "让城市跑起来。点、颜色、三条曲线是什么？点开一位居民，把她的故事读出来。" } },
        { from: 2, to: 4, text: { en: "Read the question and the change. Hands up for each outcome: up, same, down. Enter the guess of the majority.", zh: "读问题和改动。对每项结果举手：升、不变、降。按多数人的猜测输入。" } },
        { from: 4, to: 6, text: { en: "Run. While it computes: who wants to change their guess, and why?", zh: "运行。计算的时候问：谁想改主意？为什么？" } },
        { from: 6, to: 9, text: { en: "Read the verdict. Which guess was wrong? Look for the mechanism in the other columns, then read “why”.", zh: "读结论。哪一项猜错了？先在其他指标里找原因，再读“为什么”。" } },
        { from: 9, to: 10, text: { en: "One sentence each from two pupils: what can this model not tell us?", zh: "请两位同学各说一句：这个模型有什么不能告诉我们？" } },
      ],
    },
    {
      title: { en: "45 minutes, a device for one or two", zh: "45 分钟，一人或两人一台设备" },
      aim: { en: "Every pair does a lesson, the class adds up its runs, and argues.", zh: "每组做一课，全班把结果合起来，再展开讨论。" },
      stretches: [
        { from: 0, to: 5, text: { en: "Start as in the short plan. Everybody finds one resident who waits and says why.", zh: "开头同上。每人找到一位正在等待的居民，并说出原因。" } },
        { from: 5, to: 10, text: { en: "One lesson for all. Read, look, guess alone; then compare guesses with a neighbour and give a reason.", zh: "全班做同一课。各自阅读、观察、猜测，再和同桌对照，说出理由。" } },
        { from: 10, to: 18, text: { en: "Each pair enters its own number, runs, and reads its verdict. Do the verdicts of two neighbours agree to the digit? Why not, and why nearly?", zh: "每组输入自己的编号，运行，读结论。相邻两组的数字完全一样吗？为什么不一样，又为什么差不多？" } },
        { from: 18, to: 25, text: { en: "Collect the codes and paste them. What did 20 pairs of cities not yet show, and what do 600? How wide is the interval now?", zh: "收集代码并粘贴。20 对城市看不清、600 对才看清的是什么？区间现在有多宽？" } },
        { from: 25, to: 35, text: { en: "Half of the class takes the first next step, half the second. Each half explains its finding to the other by mechanism: who did what, and why.", zh: "一半同学做“下一步”的第一题，一半做第二题。两边互相讲解：谁做了什么，为什么。" } },
        { from: 35, to: 42, text: { en: "Debate: what would you advise the council? Everybody has to name one price of their own proposal.", zh: "辩论：你会给市里提什么建议？每个人都必须说出自己方案的一个代价。" } },
        { from: 42, to: 45, text: { en: "What can the model not say? Write down one thing that you would add to it.", zh: "模型不能说什么？写下一样你想给它加上的东西。" } },
      ],
    },
  ],
  codes: {
    id: "codes",
    title: { en: "A class is a cluster", zh: "全班就是一台计算集群" },
    paragraphs: [
      { en: "Give every device a number, from 1 to 60: the seat will do. Number 1 computes the cities 0 to 19, number 2 the cities 20 to 39, and so on: thirty devices are 600 pairs of cities. Two with the same number compute the same cities.", zh: "给每台设备一个编号，1 到 60，座位号就行。1 号计算第 0 到 19 座城市，2 号计算第 20 到 39 座，依此类推：三十台设备就是 600 对城市。编号相同的两台，算的是同样的城市。" },
      { en: "All must compare the same two runs: choose the same lesson, or open the same link. After the run each page shows a share code, a line of letters. Collect the lines in a shared document, by message or on a USB stick, and paste them into the class view, one a line, in any order.", zh: "大家必须比较同样的两轮：选同一课，或打开同一个链接。运行后每个页面会显示一个分享代码，就是一行字符。用共享文档、消息或 U 盘收集起来，一行一个粘贴到班级页面，顺序不限。" },
      { en: "The class view gives one verdict of all cities together, the same to the last digit that one computer would give, and how the class had guessed. A code of another comparison or another version, a damaged one, or one that was pasted twice is named and left out; it spoils nothing.", zh: "班级页面给出所有城市合在一起的结论，与一台电脑全部算完的结果一个数字都不差，还有全班猜测的分布。别的比较或别的版本的代码、损坏的代码、重复粘贴的代码，会被指出并略过，不影响其他。" },
      { en: "A code carries no name: only which comparison, which block, sums and the guess.", zh: "代码里没有姓名，只有比较的是什么、哪一段城市、若干总和与猜测。" },
      { en: "The same without the page: save the codes as a text file, take the two scenarios along as TOML, and type the command below.", zh: "不用页面也可以：把代码存成文本文件，把两个方案存为 TOML，输入下面的命令。" },
    ],
    commands: ["grassroots class CODES.txt KEPT.toml CHANGED.toml", "grassroots compare KEPT.toml CHANGED.toml --replicates 600"],
  },
  reading: {
    id: "reading",
    title: { en: "How to read a verdict", zh: "怎样读懂结论" },
    paragraphs: [
      { en: "“Solved share: -1.4 points [-1.5, -1.3], 20 of 20 seeds agree” means: in each of 20 pairs the same city with the same luck was lived through twice, once with each plan. In the last year the share of needs that were solved was 1.4 percentage points lower with the change, on average.", zh: "“需求解决率：-1.4 个百分点 [-1.5, -1.3]，20 个种子中 20 个方向一致”的意思是：20 对里的每一对，都是同一座城市、同样的运气，按两个方案各过一遍。最后一年，改变后的需求解决率平均低 1.4 个百分点。" },
      { en: "The brackets are the 95 % interval of that mean: how well 20 pairs tell it. If it holds zero, the verdict says that no difference can be told, and “same” is the right guess. It does not prove that there is none.", zh: "方括号是这个平均值的 95% 置信区间：20 对城市能把它说得多准。如果区间包含零，结论会说“看不出差异”，这时猜“不变”算对。但这不证明没有差异。" },
      {
        en: "What 20 pairs leave open, a class can settle. Three next steps end in “no difference can be told” (targets with checks; an app for the skilled; talks). With 60 pairs each of them shows a difference in that outcome, and each is so small that nobody would notice it: 0.0007 or 0.0004 in trust, 0.1 points in needs solved.",
        zh: "20 对城市说不清的，全班合起来可以说清。有三个“下一步”的结论是“看不出差异”（指标加核查；只适合会用者的应用；谈心会）。用 60 对城市，那一项结果就都能看出差异，但都小得没人会察觉：信任 0.0007 或 0.0004，需求解决率 0.1 个百分点。",
      },
      { en: "Clear is not large. Since both cities share their luck, a tenth of a point can be clear. Cities without any change differ by more than that among each other: by about 0.004 in trust, 0.5 points in participation and 0.7 in needs solved (standard deviation).", zh: "清楚不等于大。因为两座城市运气相同，十分之一个百分点也可能很清楚。而什么都不改，城市之间的差别也比这大：信任约 0.004，参与率约 0.5 个百分点，需求解决率约 0.7 个百分点（标准差）。" },
      { en: "The numbers of the lessons were measured with seed 1 and the cities 0 to 19. Another block gives slightly other numbers; in nearly all of them the direction is the same.", zh: "各课的数字用种子 1、第 0 到 19 座城市测得。换一段城市，数字略有不同，方向几乎总是一样。" },
    ],
  },
  lessons: NOTES,
  limits: {
    id: "limits",
    title: { en: "What the model cannot say", zh: "模型不能告诉我们什么" },
    paragraphs: [
      { en: "It is not calibrated. Nearly all of its values are assumptions; where a study is named, it stands for the direction of an effect, seldom for its size. No number of it is a forecast for a real city.", zh: "它没有经过校准。几乎所有数值都是假设；引用的研究说明的是方向，很少是大小。它的任何数字都不是对真实城市的预测。" },
      { en: "It shows what follows from stated assumptions: directions, trade-offs, delays, who gains and who loses. With other assumptions something else may follow. That is a good homework: which assumption would have to be wrong for the answer to turn?", zh: "它展示的是由给定假设推出的东西：方向、取舍、滞后、谁得谁失。换了假设，结果可能不同。这正是一道好作业：哪个假设错了，答案就会反过来？" },
      { en: "The interval shows chance inside the model. It does not show whether the model is right.", zh: "区间表示模型内部的偶然性，并不表示模型对不对。" },
      { en: "The city is small and closed: no elections, no parties, no media, no economy, no crime. Residents have no gender, household, origin or registration status.", zh: "城市小而封闭：没有选举，没有党派，没有媒体，没有经济，没有犯罪。居民没有性别、家庭、籍贯和户口。" },
      { en: "Trust here is a number between 0 and 1 that follows simple rules. It is not what people answer in a survey. And whether more trust is good is another question: a government can be trusted too much.", zh: "这里的信任是按简单规则变化的 0 到 1 之间的数，不是人们在调查里的回答。信任越多是否越好，是另一个问题：政府也可能被过分信任。" },
    ],
  },
  literature: REFERENCES,
};
