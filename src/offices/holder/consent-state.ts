import type { ConsentRow } from '../../consent/index.ts';
import { type Html, tag, type Tone } from '../../platform/html/index.ts';
import type { Lang, Text3 } from '../../platform/text.ts';

type State = ConsentRow['state'];
const states: Readonly<Record<State, { readonly text: Text3; readonly tone: Tone }>> = {
  active: { tone: 'good', text: { ky: 'Күчүндө', ru: 'Действует', en: 'In force' } },
  pending: {
    tone: 'wait',
    text: {
      ky: 'Кайта сурап алуу милдеттенмени күтүүдө',
      ru: 'Отзыв ждёт исполнения обязательства',
      en: 'Withdrawal waits for an obligation',
    },
  },
  unproven: { tone: 'wait', text: { ky: 'Текшерүүнү күтүүдө', ru: 'Ждёт проверки', en: 'Waiting for the check' } },
  frozen: {
    tone: 'bad',
    text: { ky: 'Талашта, токтотулган', ru: 'Оспаривается, приостановлено', en: 'Disputed, stopped' },
  },
  declined: { tone: 'neutral', text: { ky: 'Баш тартылган', ru: 'Отказ', en: 'Refused' } },
  withdrawn: { tone: 'ended', text: { ky: 'Кайта сурап алынган', ru: 'Отозвано', en: 'Withdrawn' } },
  expired: { tone: 'ended', text: { ky: 'Мөөнөтү бүткөн', ru: 'Срок истёк', en: 'Expired' } },
  replaced: {
    tone: 'ended',
    text: { ky: 'Жаңысы менен алмаштырылган', ru: 'Заменено новым', en: 'Replaced by a newer one' },
  },
  invalid: { tone: 'bad', text: { ky: 'Жараксыз деп табылган', ru: 'Признано недействительным', en: 'Found invalid' } },
};
export const consentStates = Object.keys(states) as readonly State[];
export const stateText = (lang: Lang, state: string): string => states[state as State]?.text[lang] ?? state;
export const consentTag = (lang: Lang, state: string): Html =>
  tag({ text: stateText(lang, state), tone: states[state as State]?.tone ?? 'neutral' });

/** States as the dashboard groups them. */
export const groupOf = (state: string): 'inForce' | 'waiting' | 'declined' | 'ended' =>
  state === 'active'
    ? 'inForce'
    : state === 'declined'
      ? 'declined'
      : ['pending', 'unproven', 'frozen'].includes(state)
        ? 'waiting'
        : 'ended';
