import type { MailSettings } from './types.ts';

/** A setting of the mail that cannot work; the message is one clear sentence. */
export class MailSettingsError extends Error {}

/**
 * MAKULDUK_SMTP_URL (smtp://user:password@host:port or smtps://…) and MAKULDUK_MAIL_FROM. Without them the sandbox keeps
 * its mail to itself; production does not start. @throws MailSettingsError
 */
export function readMailSettings(
  env: Readonly<Record<string, string | undefined>>,
  mode: 'sandbox' | 'production',
): MailSettings | null {
  const url = env['MAKULDUK_SMTP_URL'] ?? '';
  const from = env['MAKULDUK_MAIL_FROM'] ?? '';
  if (url === '' && mode === 'sandbox') return null;
  if (url === '')
    throw new MailSettingsError('production needs MAKULDUK_SMTP_URL, the mail server that takes its messages');
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url) || new URL(url).hostname === '')
    throw new MailSettingsError(
      'MAKULDUK_SMTP_URL is not an address of the form smtp://user:password@host:port or smtps://…',
    );
  if (!/^(?:[^<>\r\n]{0,100}<)?[^\s<>@]+@[^\s<>@]+>?$/.test(from))
    throw new MailSettingsError(
      'MAKULDUK_MAIL_FROM is not a mail address such as Makulduk <no-reply@makulduk.example.kg>',
    );
  const { hostname } = new URL(url);
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return { url, from, requireTls: mode === 'production' && !local };
}
