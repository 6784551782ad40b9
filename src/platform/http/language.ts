import { isLang, type Lang } from '../text.ts';

/** The language of an answer: `?lang=`, else the cookie, else Accept-Language, else Kyrgyz. */
export function chooseLang(query: unknown, cookie: unknown, acceptLanguage: string | undefined): Lang {
  if (isLang(query)) return query;
  if (isLang(cookie)) return cookie;
  const wanted = (acceptLanguage ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => {
      const [tag, q] = part.trim().split(';q=');
      return { lang: tag!.slice(0, 2).toLowerCase(), q: q === undefined ? 1 : Number(q) || 0 };
    })
    .filter(({ lang, q }) => isLang(lang) && q > 0)
    .sort((a, b) => b.q - a.q)[0]?.lang;
  return isLang(wanted) ? wanted : 'ky';
}
