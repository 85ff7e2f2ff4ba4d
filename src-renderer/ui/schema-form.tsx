import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { currentValue, fieldsOf, objectOf, type SchemaField, type SchemaValues } from './schema-fields.ts';
import classes from './schema-form.module.css';
import { problemOf } from './schema-problems.ts';

export type SchemaFormProps = {
  /** A JSON Schema of an object, with titles, descriptions, limits and defaults. */
  readonly schema: SchemaValues;
  readonly values: SchemaValues;
  readonly onChange: (values: SchemaValues) => void;
  readonly disabled?: boolean;
};

/** Inputs for the parameters of a strategy or an indicator. What cannot be sent is said beside its input. */
export function SchemaForm({ schema, values, onChange, disabled = false }: SchemaFormProps) {
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  return <FieldList fields={fields} values={values} onChange={onChange} disabled={disabled} />;
}

type FieldListProps = {
  readonly fields: readonly SchemaField[];
  readonly values: SchemaValues;
  readonly onChange: (values: SchemaValues) => void;
  readonly disabled: boolean;
};

function FieldList({ fields, values, onChange, disabled }: FieldListProps) {
  return (
    <div className={classes.fields}>
      {fields.map((field) => (
        <Field
          key={field.key}
          field={field}
          value={currentValue(field, values)}
          onChange={(value) => onChange({ ...values, [field.key]: value })}
          disabled={disabled}
        />
      ))}
    </div>
  );
}

type FieldProps<F extends SchemaField = SchemaField> = {
  readonly field: F;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly disabled: boolean;
};

function Field(props: FieldProps) {
  const { field, value, onChange, disabled } = props;
  const common = { label: field.title, description: field.hint, disabled };
  switch (field.kind) {
    case 'group':
      return <FieldGroup {...props} field={field} />;
    case 'number':
      return <NumberField {...props} field={field} />;
    case 'boolean':
      return (
        <Switch
          {...common}
          className={classes.switch}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={[...field.choices]}
          value={String(value)}
          onChange={(choice) => onChange(choice ?? value)}
          allowDeselect={false}
        />
      );
    case 'text':
      return (
        <TextInput {...common} value={String(value ?? '')} onChange={(event) => onChange(event.currentTarget.value)} />
      );
  }
}

function FieldGroup({ field, value, onChange, disabled }: FieldProps<Extract<SchemaField, { kind: 'group' }>>) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.legend}>{field.title}</legend>
      <FieldList fields={field.fields} values={objectOf(value)} onChange={onChange} disabled={disabled} />
    </fieldset>
  );
}

function NumberField({ field, value, onChange, disabled }: FieldProps<Extract<SchemaField, { kind: 'number' }>>) {
  const shown = typeof value === 'number' || typeof value === 'string' ? value : '';
  return (
    <NumberInput
      label={field.title}
      description={field.hint}
      disabled={disabled}
      value={shown}
      onChange={onChange}
      error={problemOf(field, value)}
      allowDecimal={!field.isWhole}
      step={field.isWhole ? 1 : 0.05}
      clampBehavior="none"
      hideControls
    />
  );
}
