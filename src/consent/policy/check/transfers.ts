import { text3 } from '../policy.ts';
import { type ResolvedPurpose, resolvePurposes } from '../resolve.ts';
import { type Finding, findings, lacking, mayAskConsent, type Rule, when } from './finding.ts';
import { transferFindings } from './transfers.messages.ts';

const find = findings(transferFindings);

type Code = keyof typeof transferFindings;
/** CP-5, CP-8, PD-9.6 ask for an explicit yes or no: silence is neither. */
const explicit =
  (code: Code, field: keyof ResolvedPurpose, consentOnly: boolean): Rule =>
  (policy) =>
    lacking(
      policy,
      (purpose) => purpose[field] === null && (!consentOnly || mayAskConsent(purpose)),
      field,
      (path, purposes) => find(code, path, { purposes }),
    );

const each =
  (look: (purpose: ResolvedPurpose, path: string) => readonly Finding[]): Rule =>
  (policy) =>
    resolvePurposes(policy).flatMap((purpose) => look(purpose, `purposes/${purpose.code}`));
const named = (purpose: ResolvedPurpose) => ({ purpose: text3(purpose.text) });
const does = (purpose: ResolvedPurpose, action: 'transfer' | 'cross_border_transfer'): boolean =>
  purpose.actions?.includes(action) ?? false;

const recipientsNeedTransfer = each((purpose, path) =>
  when(!!purpose.recipients?.length && purpose.actions !== null && !does(purpose, 'transfer'), () =>
    find('RECIPIENT_WITHOUT_TRANSFER', `${path}/actions`, named(purpose)),
  ),
);
const transferNeedsRecipients = each((purpose, path) =>
  when(does(purpose, 'transfer') && purpose.recipients?.length === 0, () =>
    find('TRANSFER_WITHOUT_RECIPIENT', `${path}/recipients`, named(purpose)),
  ),
);
const crossBorderNeedsAction = each((purpose, path) =>
  when(!!purpose.crossBorder?.length && purpose.actions !== null && !does(purpose, 'cross_border_transfer'), () =>
    find('CROSS_BORDER_WITHOUT_ACTION', `${path}/actions`, named(purpose)),
  ),
);
// PD-32.4: the adequate list ships empty, so "not on the list" is the rule.
const crossBorderGround = each((purpose, path) =>
  (purpose.crossBorder ?? [])
    .filter(({ ground }) => ground === null)
    .map(({ code, country }) => find('CROSS_BORDER_GROUND_MISSING', `${path}/crossBorder/${code}/ground`, { country })),
);
const otherUseDescribed = each((purpose, path) =>
  when(purpose.otherUse?.possible === true && purpose.otherUse.text === null, () =>
    find('OTHER_USE_UNDESCRIBED', `${path}/otherUse/text`, named(purpose)),
  ),
);

// CP-12: a holder that may transfer owes the notice; one that says "no recipients" everywhere does not.
const notice: Rule = (policy) =>
  when(
    policy.transferNotice === null && resolvePurposes(policy).some(({ recipients }) => recipients?.length !== 0),
    () => find('TRANSFER_NOTICE_NOT_STATED', 'transferNotice'),
  );

export const transferRules: readonly Rule[] = [
  explicit('RECIPIENTS_NOT_STATED', 'recipients', false),
  recipientsNeedTransfer,
  transferNeedsRecipients,
  explicit('CROSS_BORDER_NOT_STATED', 'crossBorder', false),
  crossBorderNeedsAction,
  crossBorderGround,
  explicit('OTHER_USE_NOT_STATED', 'otherUse', false),
  otherUseDescribed,
  explicit('PUBLIC_DISTRIBUTION_NOT_STATED', 'publicDistribution', true),
  notice,
  explicit('CONSENT_TERM_MISSING', 'consentTerm', true),
  explicit('STORAGE_TERM_MISSING', 'storageTerm', false),
];
