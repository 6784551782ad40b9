import { test } from 'node:test';
import { assertSameKeys } from '../../platform/i18n/index.ts';
import { arrayWords } from './arrays.messages.ts';
import { authorityWords } from './authority.messages.ts';
import { commonWords } from './common.messages.ts';
import { consentWords } from './consents.messages.ts';
import { dashboardWords } from './dashboard.messages.ts';
import { deskWords } from './desk-pages.messages.ts';
import { groundWords } from './grounds.messages.ts';
import { operationWords } from './operations.messages.ts';
import { paperWords } from './paper.messages.ts';
import { peopleWords } from './people.messages.ts';
import { pickerWords } from './picker.messages.ts';
import { policyWords } from './policy.messages.ts';
import { purposeFormWords } from './purpose-form.messages.ts';
import { purposeWords } from './purposes.messages.ts';
import { registerWords } from './registers.messages.ts';
import { reviewWords } from './reviews.messages.ts';
import { serviceWords } from './services.messages.ts';

test('every text of the holder’s office stands in the three languages', () => {
  for (const [name, words] of Object.entries({
    arrayWords,
    authorityWords,
    commonWords,
    consentWords,
    dashboardWords,
    deskWords,
    groundWords,
    operationWords,
    paperWords,
    peopleWords,
    pickerWords,
    policyWords,
    purposeFormWords,
    purposeWords,
    registerWords,
    reviewWords,
    serviceWords,
  }))
    assertSameKeys(words, name);
});
