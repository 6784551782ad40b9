import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../test/support/effort.ts';
import { assertSameKeys, untranslated } from '../platform/i18n/index.ts';
import { langs, type Text3 } from '../platform/text.ts';
import { backoffMs, defaultAttempts } from './backoff.ts';
import { composeMail, smsText } from './channels/compose.ts';
import { judge } from './channels/email.ts';
import { smsSize } from './channels/sms-segments.ts';
import { footer, mailboxPage } from './channels/mail.messages.ts';
import { labels, policyChangeTexts, receiptTexts, replacedEarlier, taskTexts } from './receipts.messages.ts';
import { receiptContent } from './receipts.ts';
import { MailSettingsError, readMailSettings } from './settings.ts';

const facts = {
  holder: { ky: 'Мамлекеттик салык кызматы', ru: 'Государственная налоговая служба', en: 'State Tax Service' },
  purpose: { ky: 'Салык отчётун берүү', ru: 'Сдача налоговой отчётности', en: 'Filing of tax returns' },
  path: '/me/consents/1',
};
const at = new Date('2026-11-21T12:05:00Z');

test('a retry never comes sooner than half the step, never later than the cap, and steps never shrink', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, jitter) => {
      const wait = backoffMs(attempt, jitter);
      const whole = backoffMs(attempt, 1);
      assert.ok(Number.isSafeInteger(wait));
      assert.ok(wait >= whole / 2 && wait <= whole && whole <= 4 * 3_600_000 && wait >= 5_000);
      assert.ok(backoffMs(attempt + 1, 1) >= whole);
      assert.ok(backoffMs(attempt, Math.min(1, jitter + 0.1)) >= wait);
    }),
    runs(300),
  );
});

test('a mail server may be away for two days before anything is given up', () => {
  let waited = 0;
  for (let attempt = 1; attempt < defaultAttempts; attempt++) waited += backoffMs(attempt, 0);
  assert.ok(waited > 24 * 3_600_000, 'even with the shortest waits a day');
  let longest = 0;
  for (let attempt = 1; attempt < defaultAttempts; attempt++) longest += backoffMs(attempt, 1);
  assert.ok(longest > 48 * 3_600_000);
});

test('an SMS is counted as the network counts it', () => {
  assert.deepEqual(smsSize(''), { alphabet: 'gsm7', units: 0, segments: 1 });
  assert.deepEqual(smsSize('a'.repeat(160)), { alphabet: 'gsm7', units: 160, segments: 1 });
  assert.equal(smsSize('a'.repeat(161)).segments, 2);
  assert.deepEqual(smsSize('ң'.repeat(70)), { alphabet: 'ucs2', units: 70, segments: 1 });
  assert.equal(smsSize('ң'.repeat(71)).segments, 2);
  assert.equal(smsSize('ө'.repeat(134)).segments, 2);
  assert.equal(smsSize('ү'.repeat(135)).segments, 3);
  assert.equal(smsSize('€'.repeat(80)).segments, 1);
  // 66 letters and a pair: the pair is not cut, so the second part starts with it.
  assert.equal(smsSize(`${'ң'.repeat(66)}😀${'ң'.repeat(66)}`).segments, 3);
});

test('the parts of an SMS never hold less than the text needs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const { units, segments, alphabet } = smsSize(text);
      const [whole, part] = alphabet === 'gsm7' ? [160, 153] : [70, 67];
      assert.equal(segments === 1, units <= whole);
      assert.ok(segments === 1 || segments * part >= units);
      assert.ok(segments === 1 || (segments - 1) * (part - 1) < units);
    }),
    runs(200),
  );
});

test('every sentence stands in three languages', () => {
  const all: Record<string, Text3> = {
    ...footer,
    ...mailboxPage,
    ...labels,
    ...taskTexts,
    ...policyChangeTexts,
    replacedEarlier,
  };
  for (const [kind, { subject, line }] of Object.entries(receiptTexts))
    Object.assign(all, { [`${kind} subject`]: subject, [`${kind} line`]: line });
  const three = Object.fromEntries(
    langs.map((lang) => [
      lang,
      Object.fromEntries(Object.entries(all).map(([key, text]) => [key.replaceAll('.', '-'), text[lang]])),
    ]),
  );
  assertSameKeys(three as Parameters<typeof assertSameKeys>[0], 'notices');
  assert.deepEqual(untranslated(three as Parameters<typeof untranslated>[0]), []);
});

test('a receipt states time, holder and purpose in the reader’s language, in both parts of the mail', () => {
  const days = {
    ky: '2026-жылдын 21-ноябры, саат 18:05',
    ru: '21 ноября 2026 г., 18:05',
    en: '21 November 2026, 18:05',
  };
  for (const kind of Object.keys(receiptTexts) as (keyof typeof receiptTexts)[]) {
    for (const lang of langs) {
      const mail = composeMail(receiptContent(kind, at, facts), lang, 'https://makulduk.example.kg');
      for (const part of [mail.text, mail.html]) {
        for (const wanted of [
          days[lang],
          facts.holder[lang],
          facts.purpose[lang],
          'https://makulduk.example.kg/me/consents/1',
        ])
          assert.ok(part.includes(wanted), `${kind} ${lang}: ${wanted}`);
        assert.doesNotMatch(part, /\{\w+\}|undefined|null/);
      }
      assert.match(mail.html, new RegExp(`<html lang="${lang}">`));
    }
  }
});

test('a receipt that ended an earlier consent says so, and states until when the new one is valid', () => {
  const { text } = composeMail(
    receiptContent('receipt.consent-given', at, { ...facts, replaced: true, validUntil: '2027-11-21T18:00:00Z' }),
    'ky',
    'https://m.kg',
  );
  assert.ok(text.includes(replacedEarlier.ky) && text.includes('Жарактуу мөөнөтү: 2027-жылдын 21-ноябры'));
  assert.ok(!text.includes('22-ноябры, саат 00:00'), 'the end is the last day, not the moment after it');
});

test('what comes from data cannot become markup in a mail', () => {
  const evil = { ...facts, purpose: { ky: '<script>x</script>', ru: '<b>', en: '"><img>' } };
  const { html } = composeMail(receiptContent('receipt.consent-given', at, evil), 'ky', 'https://m.kg');
  assert.ok(!html.includes('<script>') && html.includes('&lt;script&gt;'));
});

test('an SMS receipt fits two parts in every language and names neither holder nor purpose', () => {
  for (const kind of Object.keys(receiptTexts) as (keyof typeof receiptTexts)[])
    for (const lang of langs) {
      const text = smsText(receiptContent(kind, at, facts), lang, 'https://makulduk.example.kg');
      assert.ok(smsSize(text).segments <= 2, text);
      assert.ok(!text.includes(facts.holder[lang]) && !text.includes(facts.purpose[lang]));
      assert.match(text, /https:\/\/makulduk\.example\.kg/);
    }
});

test('only a refusal of the recipient or of the letter is final', () => {
  const failed = (more: object): Parameters<typeof judge>[0] =>
    Object.assign(new Error('550 <kishi.1@example.kg> unknown'), more);
  assert.deepEqual(judge(failed({ responseCode: 550, command: 'RCPT TO' })), {
    kind: 'refused',
    fault: 'SMTP 550 RCPT',
  });
  assert.equal(judge(failed({ responseCode: 554, command: 'DATA' })).kind, 'refused');
  assert.equal(judge(failed({ responseCode: 450, command: 'RCPT TO' })).kind, 'deferred');
  assert.equal(judge(failed({ responseCode: 535, code: 'EAUTH', command: 'AUTH PLAIN' })).kind, 'deferred');
  assert.equal(judge(failed({ responseCode: 550, command: 'MAIL FROM' })).kind, 'deferred');
  assert.deepEqual(judge(failed({ code: 'ECONNREFUSED', command: 'CONN' })), {
    kind: 'deferred',
    fault: 'SMTP ECONNREFUSED',
  });
});

test('production does not start without a mail server; the sandbox keeps its mail', () => {
  const from = 'Makulduk <no-reply@makulduk.example.kg>';
  assert.equal(readMailSettings({}, 'sandbox'), null);
  assert.throws(() => readMailSettings({}, 'production'), MailSettingsError);
  assert.throws(
    () => readMailSettings({ MAKULDUK_SMTP_URL: 'http://mail', MAKULDUK_MAIL_FROM: from }, 'sandbox'),
    MailSettingsError,
  );
  assert.throws(
    () => readMailSettings({ MAKULDUK_SMTP_URL: 'smtp://mail', MAKULDUK_MAIL_FROM: 'nobody' }, 'sandbox'),
    MailSettingsError,
  );
  assert.throws(
    () =>
      readMailSettings({ MAKULDUK_SMTP_URL: 'smtp://mail', MAKULDUK_MAIL_FROM: 'a@b.kg\r\nBcc: c@d.kg' }, 'sandbox'),
    MailSettingsError,
  );
  assert.deepEqual(
    readMailSettings({ MAKULDUK_SMTP_URL: 'smtp://mail.kg:587', MAKULDUK_MAIL_FROM: from }, 'production'),
    { url: 'smtp://mail.kg:587', from, requireTls: true },
  );
  assert.equal(
    readMailSettings({ MAKULDUK_SMTP_URL: 'smtp://127.0.0.1:25', MAKULDUK_MAIL_FROM: from }, 'production')?.requireTls,
    false,
  );
});
