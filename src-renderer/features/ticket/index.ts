export { Ticket, type TicketProps } from './ticket.tsx';
export { fillTicketPrice, hideTicket, openTicket, useTicket } from './ticket-store.ts';
