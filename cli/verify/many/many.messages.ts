import type { Text3 } from '../../../src/platform/text.ts';

/** What the verifier of many files says besides each file's own verdict. */
export const manyWords = {
  unreadable: (why: string): Text3 => ({
    ky: `файл окулган жок (${why})`,
    ru: `файл не прочитан (${why})`,
    en: `the file was not read (${why})`,
  }),
  tooMuch: {
    ky: 'текшерүү чектен ашык эмгекти талап кылды жана токтотулду; жыйынтык аныкталган жок',
    ru: 'проверка потребовала больше работы, чем допускается, и остановлена; результат не определён',
    en: 'the check needed more work than is allowed and was stopped; the result is not determined',
  },
  checked: { ky: 'Текшерилди', ru: 'Проверено', en: 'Checked' },
  valid: { ky: 'жарактуу', ru: 'действительно', en: 'valid' },
  invalid: { ky: 'жараксыз', ru: 'недействительно', en: 'invalid' },
  undetermined: { ky: 'аныкталган жок', ru: 'не определено', en: 'not determined' },
  perSecond: { ky: 'файл/с', ru: 'файлов/с', en: 'files/s' },
  left: { ky: 'калды', ru: 'осталось', en: 'left' },
} as const;
