import { text3 } from '../policy.ts';
import { type Finding, findings, isStateBody, type Rule, when } from './finding.ts';
import { holderFindings } from './holder.messages.ts';
import { tinShape } from './tin.ts';

const find = findings(holderFindings);

// PD-9.3-1, PD-9.6-1, CP-8c: who asks, where, and how to reach them.
const name: Rule = ({ holder }) => when(holder.name === null, () => find('HOLDER_NAME_MISSING', 'holder/name'));
const type: Rule = ({ holder }) => when(holder.type === null, () => find('HOLDER_TYPE_MISSING', 'holder/type'));
const address: Rule = ({ holder }) =>
  when(holder.address === null, () => find('HOLDER_ADDRESS_MISSING', 'holder/address'));
const contacts: Rule = ({ holder }) =>
  when(!holder.contacts?.phone && !holder.contacts?.email, () => find('HOLDER_CONTACTS_MISSING', 'holder/contacts'));

// PD-9.6-1b: a natural person shows a personal number, which a public policy does not print.
const tin: Rule = ({ holder }) => {
  if (holder.type === 'natural_person') return [];
  if (holder.tin === null) return [find('HOLDER_TIN_MISSING', 'holder/tin')];
  const shape = tinShape(holder.tin);
  if (shape === 'wrong') return [find('HOLDER_TIN_SHAPE', 'holder/tin')];
  return when(shape === 'check_digit', () => find('HOLDER_TIN_CHECK_DIGIT', 'holder/tin'));
};
const certificate: Rule = ({ holder }) =>
  when(holder.type !== 'natural_person' && holder.registrationCertificate === null, () =>
    find('HOLDER_CERTIFICATE_MISSING', 'holder/registrationCertificate'),
  );

// PD-38.1-1: always for a state body; for others it depends on facts that a policy does not show.
const responsible: Rule = (policy) =>
  when(isStateBody(policy) && policy.holder.responsiblePerson === null, () =>
    find('RESPONSIBLE_PERSON_MISSING', 'holder/responsiblePerson'),
  );

// CP-D-2: executive bodies are bound; the others "by agreement", which has to be on record either way.
const accession: Rule = ({ holder }) =>
  when(
    (holder.type === 'non_executive_state_body' || holder.type === 'legal_entity') && holder.decreeAccession === null,
    () => find('DECREE_ACCESSION_MISSING', 'holder/decreeAccession'),
  );

// CP-8f-2: a body that is holder and processor at once has said who the processor is.
const processors: Rule = ({ holder }) =>
  when(holder.processors === null && !holder.roles?.includes('processor'), () =>
    find('PROCESSORS_NOT_STATED', 'holder/processors'),
  );
const eachProcessor: Rule = ({ holder }) =>
  (holder.processors ?? []).flatMap((one): readonly Finding[] => {
    const path = `holder/processors/${one.code}`;
    const values = { name: text3(one.name) };
    return [
      ...when(one.address === null, () => find('PROCESSOR_ADDRESS_MISSING', `${path}/address`, values)),
      ...when(one.contract === null, () => find('PROCESSOR_CONTRACT_MISSING', `${path}/contract`, values)),
    ];
  });

export const holderRules: readonly Rule[] = [
  name,
  type,
  address,
  contacts,
  tin,
  certificate,
  responsible,
  accession,
  processors,
  eachProcessor,
];
