import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './ui/theme.css';
import { createRoot } from 'react-dom/client';
import { ALL_COMMANDS } from './all-commands.ts';
import { App } from './app.tsx';
import { provideCommands } from './commands/index.ts';
import { startReplica } from './replica/index.ts';

const host = document.getElementById('root');
if (host === null) throw new Error('index.html has no element #root to draw in');

// Asked for before anything is drawn: the answer is on its way while the page gets ready.
startReplica();
provideCommands(ALL_COMMANDS);
createRoot(host).render(<App />);
