/** Distroless images call this user "nonroot"; a number lets the kubelet check runAsNonRoot. */
const user = 65_532

/** What the Pod Security Standard `restricted` demands of a pod. */
export const podSecurity = {
  automountServiceAccountToken: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    seccompProfile: { type: 'RuntimeDefault' },
  },
}

/** What it demands of a container, and a root file system that nobody writes to. */
export const containerSecurity = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  readOnlyRootFilesystem: true,
}
