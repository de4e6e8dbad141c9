declare const __VERSION__: string;

declare module "*.css?inline" {
  const text: string;
  export default text;
}

declare module "*.css";

interface ImportMeta {
  readonly url: string;
}
