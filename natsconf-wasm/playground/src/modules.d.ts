declare module "virtual:module" {
  const base64: string;
  export default base64;
}
