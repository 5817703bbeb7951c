// A real mail server on loopback. Takes its settings as JSON in the first argument, prints one JSON object a line:
// first {"port"}, then one for each message that it has taken.
const fs = require('fs');
const { SMTPServer } = require('smtp-server');
const { default: PostalMime } = require('postal-mime');

const settings = JSON.parse(process.argv[2]);
const say = (value) => process.stdout.write(JSON.stringify(value) + '\n');
const refuse = (code, text) => Object.assign(new Error(text), { responseCode: code });
let connections = 0;
let failures = settings.failFirst || 0;

const server = new SMTPServer({
  secure: settings.security === 'ImplicitTls',
  key: settings.key && fs.readFileSync(settings.key),
  cert: settings.cert && fs.readFileSync(settings.cert),
  disabledCommands: [...(settings.security === 'StartTls' ? [] : ['STARTTLS']), ...(settings.password ? [] : ['AUTH'])],
  authMethods: settings.authMethods || ['PLAIN', 'LOGIN'],
  authOptional: !settings.password,
  allowInsecureAuth: settings.security === 'Plain',
  hidePIPELINING: settings.pipelining === false,
  size: settings.size,
  disableReverseLookup: true,
  logger: false,
  onConnect: (session, done) => { connections++; done(); },
  onAuth: (auth, session, done) =>
    auth.username === settings.user && auth.password === settings.password
      ? done(null, { user: auth.username })
      : done(refuse(535, '5.7.8 wrong user or password')),
  onRcptTo: (address, session, done) => {
    if (address.address.startsWith('nobody')) return done(refuse(550, '5.1.1 no such mailbox'));
    if (address.address.startsWith('later')) return done(refuse(451, '4.3.0 try again later'));
    done();
  },
  onData: async (stream, session, done) => {
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    if (failures > 0) { failures--; return done(refuse(451, '4.3.0 try again later')); }
    if (settings.quiet) { say({ bytes: raw.length }); return done(); }
    const mail = await PostalMime.parse(raw);
    say({
      from: session.envelope.mailFrom.address,
      to: session.envelope.rcptTo.map((recipient) => recipient.address),
      tls: session.secure,
      user: session.user || null,
      connection: connections,
      raw: raw.toString('latin1'),
      subject: mail.subject,
      fromName: mail.from && mail.from.name,
      toName: mail.to && mail.to[0] && mail.to[0].name,
      messageId: mail.messageId,
      date: mail.date,
      text: mail.text,
      html: mail.html,
      attachments: mail.attachments.map((file) => ({ name: file.filename, type: file.mimeType, content: Buffer.from(file.content).toString('base64') })),
    });
    done();
  },
});
server.on('error', () => {});
server.listen(0, '127.0.0.1', () => say({ port: server.server.address().port }));
process.stdin.on('end', () => process.exit(0)).resume();
