// References, as in the list at the end of docs/model.md.

export const ARNSTEIN = "Arnstein, S. R. (1969). A ladder of citizen participation. Journal of the American Institute of Planners, 35(4), 216-224.";
export const BASS = "Bass, F. M. (1969). A new product growth for model consumer durables. Management Science, 15(5), 215-227.";
export const BROCKNER = "Brockner, J., & Wiesenfeld, B. M. (1996). An integrative framework for explaining reactions to decisions: Interactive effects of outcomes and procedures. Psychological Bulletin, 120(2), 189-208.";
export const DEVINE = "Devine, D., & Valgarðsson, V. O. (2023). Stability and change in political trust: Evidence and implications from six panel studies. European Journal of Political Research. https://doi.org/10.1111/1475-6765.12606";
export const FELSTINER = "Felstiner, W. L. F., Abel, R. L., & Sarat, A. (1980). The emergence and transformation of disputes: Naming, blaming, claiming ... Law & Society Review, 15(3/4), 631-654.";
export const FISCHBACHER = "Fischbacher, U., Gächter, S., & Fehr, E. (2001). Are people conditionally cooperative? Evidence from a public goods experiment. Economics Letters, 71(3), 397-404.";
export const FRIEDKIN = "Friedkin, N. E., & Johnsen, E. C. (1990). Social influence and opinions. Journal of Mathematical Sociology, 15(3-4), 193-206.";
export const HIRSCHMAN = "Hirschman, A. O. (1970). Exit, Voice, and Loyalty: Responses to Decline in Firms, Organizations, and States. Harvard University Press.";
export const KAMPEN = "Kampen, J. K., Van de Walle, S., & Bouckaert, G. (2006). Assessing the relation between satisfaction with public service delivery and trust in government: The impact of the predisposition of citizens toward government on evaluations of its performance. Public Performance & Management Review, 29(4), 387-404.";
export const LIPSKY = "Lipsky, M. (1980). Street-Level Bureaucracy: Dilemmas of the Individual in Public Services. Russell Sage Foundation.";
export const RIKER = "Riker, W. H., & Ordeshook, P. C. (1968). A theory of the calculus of voting. American Political Science Review, 62(1), 25-42.";
export const TYLER = "Tyler, T. R. (1990). Why People Obey the Law. Yale University Press.";
export const VAN_RYZIN_2011 = "Van Ryzin, G. G. (2011). Outcomes, process, and trust of civil servants. Journal of Public Administration Research and Theory, 21(4), 745-760.";
export const VAN_RYZIN_2013 = "Van Ryzin, G. G. (2013). An experimental test of the expectancy-disconfirmation theory of citizen satisfaction. Journal of Policy Analysis and Management, 32(3), 597-614.";
export const VERBA = "Verba, S., Schlozman, K. L., & Brady, H. E. (1995). Voice and Equality: Civic Voluntarism in American Politics. Harvard University Press.";

/** All of them, alphabetically. */
export const REFERENCES = [ARNSTEIN, BASS, BROCKNER, DEVINE, FELSTINER, FISCHBACHER, FRIEDKIN, HIRSCHMAN, KAMPEN, LIPSKY, RIKER, TYLER, VAN_RYZIN_2011, VAN_RYZIN_2013, VERBA];
