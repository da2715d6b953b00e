// An OpenID provider with invented people, for the tests: `node provider.mjs PORT CLIENT SECRET REDIRECT`.
import Provider from 'oidc-provider';

const [port, client_id, client_secret, redirect] = process.argv.slice(2);
// Whoever signs in under a name here has an address with it; "unverified" has one nobody has verified.
const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [{ client_id, client_secret, redirect_uris: [redirect], response_types: ['code'] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: id.replace(/^unverified\./, ''), email_verified: !id.startsWith('unverified.') }),
  }),
});
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'));
