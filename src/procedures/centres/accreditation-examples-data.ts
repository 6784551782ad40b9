import type { Application, Cover, Elimination, Employee, Refusing, Warning } from './accreditation-data.ts';

// Valid answers to what the acts of an accreditation ask: for the API reference and the generated tests.

const cover: Cover = {
  amount: '1500000.00',
  kind: 'policy',
  until: '2099-12-31',
  document: 'Полис № 88, 2027-01-11',
};
const employee = (personnelNumber: string): Employee => ({
  personnelNumber,
  issues: 'yes',
  education: 'higher_it',
  training: 'no',
  document: `Диплом № ${personnelNumber}`,
});

/** A request whose key nobody has kept. */
const request = [
  '-----BEGIN CERTIFICATE REQUEST-----',
  'MIHoMIGOAgEAMCwxCzAJBgNVBAYTAktHMR0wGwYDVQQDDBRDZXJ0aWZpY2F0aW9u',
  'IGNlbnRyZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABFJUOLxzGepx2Z8ryZqO',
  'fLs4x0UJpKzovK8c7D0MbKKFcixB6cX0jM7vox6wUTqRixPvmRfbaelC2OPiU5cQ',
  'LnWgADAKBggqhkjOPQQDAgNJADBGAiEArTokmOw4e0C+nuofZ/YzVN/SC3ncDtTy',
  'A4zrs32Mb5kCIQDEr4iXGiXJuZSXo+EGPJ6gjFzvikIiprIsCZCPCq46Qw==',
  '-----END CERTIFICATE REQUEST-----',
].join('\n');

const apply: Application = {
  netAssets: { amount: '1000000.00', asOf: '2026-12-31', document: 'Баланс, 2026-12-31' },
  cover,
  means: ['СБ-1', 'СБ-2'],
  staff: [employee('12'), employee('15')],
  request,
};
const refuse: Refusing = {
  number: '8',
  reasons: [{ ground: 'ACC_STAFF', explanation: 'Only one employee has the education required.' }],
};
const warn: Warning = {
  number: '4',
  breaches: [{ breach: 'One employee only is left on the staff.' }],
  fixUntil: '2099-12-31',
};
const reportEliminated: Elimination = {
  eliminated: [{ breachNumber: 1, evidence: 'A second employee is on the staff, order No. 4.' }],
};

export const accreditationExamples = {
  apply,
  refuse,
  warn,
  reportEliminated,
  cover,
  fileRequest: { request },
  prepareOrder: { certificateNumber: 'KG-УЦ-001' },
  reportCompromise: { since: '2027-01-10', circumstances: 'The carrier of the key was found opened.' },
  approveOrder: { contentHash: 'a'.repeat(64) },
  sent: { way: 'electronic', proof: 'message No. 5' },
  inspect: { number: '3', kind: 'planned', findings: 'The requirements are met.', outcome: 'in_order' },
  circumstances: { requirement: 'staff', since: '2027-01-11', circumstances: 'An employee has left.' },
} as const;
