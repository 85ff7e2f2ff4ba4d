import { Select } from '@mantine/core';

/** Of several ways one, with what the chosen one does below its name. */
export function KindSelect<Kind extends string>(props: {
  readonly kinds: readonly Kind[];
  readonly kind: Kind;
  readonly texts: {
    readonly label: string;
    readonly hints: Readonly<Record<Kind, string>>;
    readonly kinds: Readonly<Record<Kind, string>>;
  };
  readonly isLocked: boolean;
  readonly onChange: (kind: Kind) => void;
}) {
  const { kinds, kind, texts, isLocked, onChange } = props;
  return (
    <Select
      label={texts.label}
      description={texts.hints[kind]}
      data={kinds.map((value) => ({ value, label: texts.kinds[value] }))}
      value={kind}
      allowDeselect={false}
      disabled={isLocked}
      onChange={(value) => {
        const chosen = kinds.find((known) => known === value);
        if (chosen !== undefined) onChange(chosen);
      }}
    />
  );
}
