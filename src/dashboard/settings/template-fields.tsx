import { FormControl, Textarea, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import type { MessageTemplate } from "../../core/sync/message-template.ts";

export interface TemplateFieldsProps {
  readonly template: MessageTemplate;
  readonly onChange: (template: MessageTemplate) => void;
}

export function TemplateFields({ template, onChange }: TemplateFieldsProps): ReactElement {
  return (
    <>
      <FormControl required>
        <FormControl.Label>Headline</FormControl.Label>
        <TextInput
          block
          monospace
          value={template.headline}
          maxLength={200}
          onChange={({ target }) => onChange({ ...template, headline: target.value })}
        />
        <FormControl.Caption>
          {
            "{summary}: what changed; {documents}: their names; {count}: how many. At most 40 characters of its own."
          }
        </FormControl.Caption>
      </FormControl>
      <FormControl>
        <FormControl.Label>Body</FormControl.Label>
        <Textarea
          block
          rows={3}
          resize="vertical"
          value={template.body}
          maxLength={2000}
          onChange={({ target }) => onChange({ ...template, body: target.value })}
        />
        <FormControl.Caption>
          {
            "May be empty. Takes {details} too: a line for each document, and what people said about their saves."
          }
        </FormControl.Caption>
      </FormControl>
    </>
  );
}
