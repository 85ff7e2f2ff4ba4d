import { createContext, type ReactNode, useContext } from 'react';

const TimeZone = createContext('UTC');

export function TimeZoneProvider({ timeZone, children }: { readonly timeZone: string; readonly children: ReactNode }) {
  return <TimeZone.Provider value={timeZone}>{children}</TimeZone.Provider>;
}

/** The IANA zone times are shown in. */
export function useTimeZone(): string {
  return useContext(TimeZone);
}
