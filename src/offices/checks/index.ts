// ES-13.1.9, ES-13.3.2: signatures that a centre verifies for participants: for who asks, for the centre, for the authority.
export { checkPages } from './pages.ts';
