import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/theme.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startReplica } from './replica/index.ts';

const host = document.getElementById('root');
if (host === null) throw new Error('index.html has no element #root to draw in');

// Asked for before anything is drawn: the answer is on its way while the page gets ready.
startReplica();
createRoot(host).render(<App />);
