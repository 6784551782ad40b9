import { daysAtMost } from '../terms.ts';
import { findings, type Rule, when } from './finding.ts';
import { rightFindings } from './rights.messages.ts';

const find = findings(rightFindings);

const listed: Rule = ({ subjectRights }) => when(!subjectRights?.length, () => find('RIGHTS_MISSING', 'subjectRights'));
// SP-3a-4 is printed as a duty in the source: a slip that turns the law around.
const asDuty: Rule = ({ subjectRights }) =>
  (subjectRights ?? []).flatMap(({ code, par, text }) => {
    const word = /милдет{1,2}үү|обязан(?:ы|а)?(?![а-яё])|\bobliged\b/i.exec(text.ky ?? text.ru ?? text.en ?? '')?.[0];
    return word === undefined ? [] : [find('RIGHT_WORDED_AS_DUTY', `subjectRights/${code}`, { word, par: par ?? '?' })];
  });

const asksConsent: Rule = (policy) =>
  when(!policy.consent?.withdrawal && policy.consent?.required !== false, () =>
    find('WITHDRAWAL_NOT_MENTIONED', 'consent/withdrawal'),
  );
const signature: Rule = ({ submission }) =>
  when(submission?.form === 'electronic_document' && submission.signature === null, () =>
    find('SUBMISSION_SIGNATURE_NOT_STATED', 'submission/signature'),
  );
const paper: Rule = ({ submission }) =>
  when(submission?.form === 'electronic_document', () => find('SUBMISSION_NO_PAPER', 'submission/form'));

// PD-10.4e against SP-4b-3: whatever the policy promises beyond 14 days, access is answered in 14.
const answerTerm: Rule = ({ holderDuties }) =>
  (holderDuties ?? [])
    .filter(({ code }) => code === 'consider_and_answer')
    .flatMap(({ deadline }) => {
      const path = 'holderDuties/consider_and_answer/deadline';
      if (!deadline) return [];
      const days = daysAtMost(deadline.duration);
      return [
        ...when(days > 14, () => find('ANSWER_TERM_TOO_LONG', path, { days })),
        ...when(deadline.days === null, () => find('ANSWER_DAYS_NOT_STATED', path)),
      ];
    });

const endsByUpdate: Rule = ({ termination }) =>
  when(termination?.some(({ code }) => code === 'data_updated') ?? false, () =>
    find('TERMINATION_BY_UPDATE', 'termination/data_updated'),
  );
const endsByWithdrawal: Rule = ({ termination }) =>
  when(termination !== null && !termination.some(({ code }) => /withdraw/.test(code)), () =>
    find('TERMINATION_WITHOUT_WITHDRAWAL', 'termination'),
  );
const corrections: Rule = (policy) =>
  when(policy.corrections !== null && policy.corrections.deadline === null, () =>
    find('CORRECTION_TERM_MISSING', 'corrections/deadline'),
  );
const security: Rule = (policy) =>
  when(new Set(policy.security?.measures ?? []).size < 3, () => find('SECURITY_MEASURES_INCOMPLETE', 'security'));

const changeRule: Rule = ({ changes }) =>
  when(!changes?.announcement, () => find('CHANGE_RULE_MISSING', 'changes/announcement'));
const changeNotice: Rule = ({ changes }) => {
  const given = changes?.announcement;
  if (!given) return [];
  const days = daysAtMost(given.duration);
  // SP-23d: 14 working days never fit into less than 18 calendar days.
  const short = given.days === 'working' ? days < 14 : days < 18;
  if (short) return [find('CHANGE_NOTICE_SHORT', 'changes/announcement')];
  return when(days < 31, () => find('CHANGE_NOTICE_UNDER_A_MONTH', 'changes/announcement'));
};
const channels: Rule = ({ changes }) =>
  when(!changes?.noticeChannels?.length, () => find('CHANGE_CHANNELS_MISSING', 'changes/noticeChannels'));

export const rightRules: readonly Rule[] = [
  listed,
  asDuty,
  asksConsent,
  signature,
  paper,
  answerTerm,
  endsByUpdate,
  endsByWithdrawal,
  corrections,
  security,
  changeRule,
  changeNotice,
  channels,
];
