// A question that must be answered before anything else, such as whether to erase.
export interface Asked {
  title: string;
  text: string;
  yes: string;
  perform: () => void;
}

class Question {
  asked = $state.raw<Asked | null>(null);
}

export const question = new Question();
