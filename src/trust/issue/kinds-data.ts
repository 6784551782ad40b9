// The certificate profile as tables: one letter a kind, in the order of `kinds`.
// M mandatory, C conditional, O optional, - absent.

export const kinds = ['ROOT', 'ACA', 'TP', 'QN', 'QL', 'QA', 'NQ', 'STATUS', 'OCSP', 'TSA'] as const;

export const subjectTable = {
  //                      ROOT ACA TP QN QL QA NQ STATUS OCSP TSA
  countryName: '            M   M   M  M  M  M  O   M     M    M',
  stateOrProvinceName: '    O   O   O  -  O  O  O   O     O    O',
  localityName: '           M   M   M  -  M  M  O   M     O    M',
  streetAddress: '          O   M   O  -  O  O  O   O     O    O',
  organizationName: '       M   M   M  -  M  M  C   M     M    M',
  organizationalUnitName: ' -   -   M  -  O  O  O   O     O    O',
  organizationIdentifier: ' -   M   O  -  M  M  O   O     O    O',
  surname: '                -   -   -  M  M  -  C   -     -    -',
  givenName: '              -   -   -  M  M  -  C   -     -    -',
  title: '                  -   -   -  O  O  -  O   -     -    -',
  pseudonym: '              -   -   -  -  -  -  O   -     -    -',
  serialNumber: '           -   -   -  M  O  -  O   -     -    -',
  commonName: '             M   M   M  M  M  M  M   M     M    M',
} as const;

export const extensionTable = {
  //                          ROOT ACA TP QN QL QA NQ STATUS OCSP TSA
  subjectKeyIdentifier: '       M   M   M  M  M  M  M   M     M    M',
  authorityKeyIdentifier: '     O   M   M  M  M  M  M   M     M    M',
  basicConstraints: '           M   M   M  M  M  M  M   M     M    M',
  keyUsage: '                   M   M   M  M  M  M  M   M     M    M',
  extKeyUsage: '                -   -   -  O  O  M  O   -     M    M',
  certificatePolicies: '        -   M   M  M  M  M  M   -     -    -',
  subjectAltName: '             -   -   -  O  O  O  O   -     -    -',
  subjectDirectoryAttributes: ' -   -   -  M  C  -  O   -     -    -',
  qcStatements: '               -   O   -  M  M  M  -   -     -    -',
  cRLDistributionPoints: '      -   M   M  M  M  M  M   M     -    M',
  authorityInfoAccess: '        -   M   M  M  M  M  M   M     O    M',
  ocspNoCheck: '                -   -   -  -  -  -  -   -     M    -',
  kgSignatureMeans: '           O   M   M  M  M  M  M   O     O    O',
  kgIssuerAccreditation: '      -   -   M  M  M  M  -   -     -    -',
  kgSubjectAccreditation: '     -   M   -  -  -  -  -   -     -    -',
  kgUsageLimits: '              -   O   O  C  C  C  O   -     -    -',
  kgThirdPartyPowers: '         -   -   -  C  C  -  O   -     -    -',
  kgSubjectLegalEntity: '       -   M   M  -  M  M  O   -     -    -',
  kgRepresentation: '           -   -   -  -  M  -  C   -     -    -',
  kgAdditionalInfo: '           -   -   -  O  O  O  O   -     -    -',
} as const;
