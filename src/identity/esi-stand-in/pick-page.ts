import type { EsiCitizen } from './citizens-data.ts';

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The stand-in's whole user interface: choose who you are. */
export const pickPage = (uid: string, citizens: readonly EsiCitizen[]): string => `<!doctype html>
<html lang="ky"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>ЕСИ · сыноо / тест / test</title></head>
<body><main><h1>ЕСИ (сыноо чөйрөсү)</h1>
<p>Бул чыныгы ЕСИ эмес. Кимдин атынан кирүүнү тандаңыз; бул адамдар ойдон чыгарылган.</p>
<p lang="ru">Это не настоящая ЕСИ. Выберите, кем войти; эти люди вымышлены.</p>
<p lang="en">This is not the real ESI. Choose who to be; these people are invented.</p>
<form method="post" action="/interaction/${escape(uid)}">
<fieldset><legend>Жаран / гражданин / citizen</legend>
${citizens
  .map(
    ({ sub, claims }, i) =>
      `<p><label><input type="radio" name="citizen" value="${escape(sub)}"${i === 0 ? ' checked' : ''}> ${escape(String(claims['name']))} — ${escape(String(claims['pin']))}</label></p>`,
  )
  .join('\n')}
</fieldset>
<p><button type="submit">Кирүү / Войти / Sign in</button> <button type="submit" name="citizen" value="">Баш тартуу / Отказаться / Decline</button></p>
</form></main></body></html>`;
