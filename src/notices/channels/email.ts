import { createTransport } from 'nodemailer';
import type { Clock } from '../../platform/clock.ts';
import type { Channel, Delivery, MailSettings } from '../types.ts';
import { composeMail } from './compose.ts';

type Deps = { readonly settings: MailSettings; readonly publicUrl: string; readonly clock: Clock };

/** Mail by SMTP over a few kept connections. */
export function emailChannel({ settings, publicUrl, clock }: Deps): Channel {
  const url = new URL(settings.url);
  const secure = url.protocol === 'smtps:';
  const transport = createTransport({
    pool: true,
    maxConnections: 4,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: settings.requireTls && !secure,
    // Without TLS demanded, a server's offer with an unknown certificate must not be worse than no offer.
    ...(settings.requireTls ? {} : { tls: { rejectUnauthorized: false } }),
    ...(url.username === ''
      ? {}
      : { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const domain = settings.from.replace(/^.*@/s, '').replace(/[>\s].*$/s, '');
  return {
    name: 'email',
    async send(message) {
      const messageId = `<${message.id}@${domain}>`;
      const { subject, text, html } = composeMail(message.content, message.lang, publicUrl);
      try {
        await transport.sendMail({
          messageId,
          from: settings.from,
          // As an object: an address is never parsed as a list.
          to: { name: '', address: message.to },
          date: clock.real(),
          subject,
          text,
          html,
          // RFC 3834: nobody's absence notice should answer this.
          headers: {
            'Auto-Submitted': 'auto-generated',
            'X-Auto-Response-Suppress': 'All',
            'Content-Language': message.lang,
          },
        });
        return { kind: 'sent', messageId };
      } catch (error) {
        return judge(error as SmtpError);
      }
    },
    stop: () => transport.close(),
  };
}

type SmtpError = Error & { readonly code?: string; readonly command?: string; readonly responseCode?: number };

/**
 * A 5xx to the recipient or the letter is final. One to our own greeting, log-in or sender is our fault and may be mended.
 * The server's sentence is left out: it tends to repeat the address.
 */
export function judge(error: SmtpError): Delivery {
  const ours = error.command !== undefined && /^(CONN|EHLO|HELO|LHLO|STARTTLS|AUTH|MAIL)/.test(error.command);
  const reply = error.responseCode;
  const fault =
    reply === undefined
      ? `SMTP ${error.code ?? 'FAULT'}`
      : `SMTP ${reply}${error.command === undefined ? '' : ` ${error.command.split(' ')[0]}`}`;
  if (reply === undefined) return { kind: error.code === 'EENVELOPE' ? 'refused' : 'deferred', fault };
  return { kind: reply >= 500 && !ours ? 'refused' : 'deferred', fault };
}
