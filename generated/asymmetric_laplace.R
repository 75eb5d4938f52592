# Maximum-likelihood estimation: Asymmetric Laplace distribution.
#
#   f(x; mu, scale, kappa) =
#       1/(scale*(kappa+1/kappa))*Piecewise((exp(-kappa*(x-mu)/scale), x >=
#       mu), (exp((x-mu)/(kappa*scale)), True))
#   support: real
#   mu: real
#   scale: positive
#   kappa: positive
#
# Log-likelihood:
#
#   (-log(scale) - log(kappa + 1/kappa))*n + sum(-x*kappa + x/kappa + kappa*mu
#       - mu/kappa)/(2*scale) + (-kappa**2 - 1)*sum(Abs(x -
#       mu))/(2*kappa*scale)
#
# Estimator (boundary):
#
#   mu = the value among x that maximises (-log((-sum(x - mu - Abs(x -
#       mu)))**(1/4)/sum(x - mu + Abs(x - mu))**(1/4) + sum(x - mu + Abs(x -
#       mu))**(1/4)/(-sum(x - mu - Abs(x - mu)))**(1/4)) - log(-mu*(-sum(x -
#       mu - Abs(x - mu)))**(1/4)/(2*sum(x - mu + Abs(x - mu))**(1/4)) +
#       mu*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x -
#       mu)))**(1/4)) + (-sum(x - mu - Abs(x - mu)))**(1/4)*sum(x)/(2*n*sum(x
#       - mu + Abs(x - mu))**(1/4)) + (-sum(x - mu - Abs(x -
#       mu)))**(1/4)*sum(Abs(x - mu))/(2*n*sum(x - mu + Abs(x - mu))**(1/4)) -
#       sum(x)*sum(x - mu + Abs(x - mu))**(1/4)/(2*(-sum(x - mu - Abs(x -
#       mu)))**(1/4)*n) + sum(x - mu + Abs(x - mu))**(1/4)*sum(Abs(x -
#       mu))/(2*(-sum(x - mu - Abs(x - mu)))**(1/4)*n)) - 1)*n
#   kappa = sum(-x/2 + mu/2 + Abs(x - mu)/2)**(1/4)/sum(x/2 - mu/2 + Abs(x -
#       mu)/2)**(1/4)
#   scale = (-kappa**2*mu*n + kappa**2*sum(x) + mu*n + (kappa**2 +
#       1)*sum(Abs(x - mu)) - sum(x))/(2*kappa*n)
#
# Conditions:
#
#   A maximum exists only if (sum x_i - n mu + sum |x_i - mu|) (n mu + sum
#       |x_i - mu| - sum x_i)^(1/4) > 0.
#
# Source:
#
#   Kotz, Kozubowski, Podgorski (2001), The Laplace Distribution and
#       Generalizations, ch. 3
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_asymmetric_laplace <- function(x) {
  x <- .asymmetric_laplace_column(x, "x")
  labels <- c("mu", "scale", "kappa")
  units_x <- .asymmetric_laplace_units_x(x)
  estimate <- .asymmetric_laplace_solve((x - units_x[1]) / units_x[2])
  estimate[1] <- units_x[2] * estimate[1] + units_x[1]
  estimate[2] <- units_x[2] * estimate[2]
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 3, 3, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_asymmetric_laplace(x, estimate)
    information <- hessian_asymmetric_laplace(x, estimate)
    regular <- c(2, 3)
    information <- information[regular, regular, drop = FALSE]
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[regular, regular] <- chol2inv(root) / unit
      }
    }
  } else {
    warning("no maximum was found", call. = FALSE)
  }
  list(
    estimate = estimate, vcov = vcov, standard_errors = sqrt(diag(vcov)),
    logLik = value, n = length(x)
  )
}

#' The negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, kappa, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_asymmetric_laplace <- function(x, parameters) {
  x <- .asymmetric_laplace_column(x, "x")
  .asymmetric_laplace_nll(x, parameters[[1]], parameters[[2]], parameters[[3]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, kappa, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_asymmetric_laplace <- function(x, parameters) {
  x <- .asymmetric_laplace_column(x, "x")
  .asymmetric_laplace_gradient(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, kappa, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_asymmetric_laplace <- function(x, parameters) {
  x <- .asymmetric_laplace_column(x, "x")
  triangle <- .asymmetric_laplace_hessian(
    x, parameters[[1]], parameters[[2]], parameters[[3]]
  )
  out <- matrix(0, 3, 3)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mu, scale, kappa, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_asymmetric_laplace <- function(x, parameters) {
  x <- .asymmetric_laplace_column(x, "x")
  mu <- parameters[[1]]
  scale <- parameters[[2]]
  kappa <- parameters[[3]]
  t_20 <- 1 / scale
  t_21 <- 1 / kappa
  t_22 <- 1 / scale^2
  t_23 <- 1 / kappa^2
  t_24 <- x - mu
  t_25 <- pmin(0, t_24)
  t_26 <- pmax(0, t_24)
  score_1 <- rep_len(
    kappa * t_20 * ifelse(t_24 < 0, 0, 1) -
      t_20 * t_21 * ifelse(-t_24 < 0, 0, 1),
    length(x)
  )
  score_2 <- rep_len(kappa * t_22 * t_26 - t_20 - t_21 * t_22 * t_25, length(x))
  score_3 <- rep_len(
    -t_20 * t_25 * t_23 - t_20 * t_26 - (1 - t_23) / (t_21 + kappa), length(x)
  )
  out <- cbind(score_1, score_2, score_3)
  colnames(out) <- c("mu", "scale", "kappa")
  out
}

# The value at rank ceil(n p); the midpoint of the two middle ones for p =
# 1/2.
.asymmetric_laplace_level <- function(values, p) {
  values <- sort(values)
  n <- length(values)
  k <- max(1, ceiling(n * p * (1 - 1e-15)))
  if (p == 0.5) stats::median(values) else values[k]
}

# A variable as a numeric vector; stops if it is none.
.asymmetric_laplace_column <- function(values, name) {
  if (!is.numeric(values) && !is.logical(values)) {
    stop("'", name, "' must be numeric", call. = FALSE)
  }
  values <- as.numeric(values)
  if (length(values) == 0) {
    stop("'", name, "' is empty", call. = FALSE)
  }
  bad <- sum(!is.finite(values))
  if (bad > 0) {
    stop(bad, " values of '", name, "' are missing or infinite", call. = FALSE)
  }
  values
}

# The log-likelihood as a function of mu.
.asymmetric_laplace_objective_mu <- function(x, n, sum_x, mu) {
  t <- x - mu
  t_1 <- abs(t)
  sum_h <- sum(x - t_1 - mu)
  sum_h_1 <- sum(t + t_1)
  sum_h_2 <- sum(t_1)
  part_1 <- 0.5 * mu * sum_h_1^0.25 / (-sum_h)^0.25 +
    0.5 * sum_h_1^0.25 * sum_h_2 / ((-sum_h)^0.25 * n)
  part_2 <- part_1 + 0.5 * (-sum_h)^0.25 * sum_h_2 / (sum_h_1^0.25 * n) +
    0.5 * (-sum_h)^0.25 * sum_x / (sum_h_1^0.25 * n)
  part_3 <- log(
    part_2 - 0.5 * sum_h_1^0.25 * sum_x / ((-sum_h)^0.25 * n) -
      0.5 * mu * (-sum_h)^0.25 / sum_h_1^0.25
  )
  (
    -log(sum_h_1^0.25 / (-sum_h)^0.25 + (-sum_h)^0.25 / sum_h_1^0.25) - part_3 -
      1
  ) * n
}

# The one of the points at which mu is likeliest.
.asymmetric_laplace_point_mu <- function(x, n, sum_x) {
  best <- -Inf
  chosen <- NaN
  for (i_4 in seq_along(x)) {
    x_here <- x[i_4]
    point <- x_here
    height <- .asymmetric_laplace_objective_mu(x, n, sum_x, point)
    if (isTRUE(height > best)) {
      best <- height
      chosen <- point
    }
  }
  chosen
}

# The estimate, in the order of the parameters.
.asymmetric_laplace_solve <- function(x) {
  n <- length(x)
  sum_x <- sum(x)
  mu <- .asymmetric_laplace_point_mu(x, n, sum_x)
  t_2 <- x - mu
  t_3 <- abs(t_2)
  sum_h_3 <- sum(t_3 + mu - x)
  sum_h_4 <- sum(t_2 + t_3)
  sum_h_5 <- sum(t_3)
  kappa <- sum_h_3^0.25 / sum_h_4^0.25
  scale <- 0.5 *
    (
      mu * n + kappa^2 * sum_x + (kappa^2 + 1) * sum_h_5 - mu * kappa^2 * n -
        sum_x
    ) / (kappa * n)
  c(mu, scale, kappa)
}

# A centre and a spread with which the data are standardised.
.asymmetric_laplace_units_x <- function(x) {
  n <- length(x)
  quarter <- .asymmetric_laplace_level(x, 0.25)
  half <- .asymmetric_laplace_level(x, 0.5)
  rest <- .asymmetric_laplace_level(x, 0.75)
  total <- sum(x)
  largest <- max(abs(x))
  mean <- total / n
  squares <- sum((x - mean)^2)
  spread <- 0.74 * (rest - quarter)
  if (!isTRUE(spread > 0)) {
    spread <- sqrt(squares / n)
  }
  if (!isTRUE(spread > 0)) {
    spread <- largest
  }
  if (!isTRUE(spread > 0)) {
    spread <- 1
  }
  c(half, spread)
}

# The log-likelihood, every constant included.
.asymmetric_laplace_log_likelihood <- function(x, n, mu, scale, kappa) {
  t_27 <- x - mu
  sum_h_12 <- sum(pmin(0, t_27))
  sum_h_13 <- sum(pmax(0, t_27))
  t_28 <- 1 / kappa
  t_29 <- 1 / scale
  t_28 * t_29 * sum_h_12 - n * log(scale) - n * log(t_28 + kappa) -
    kappa * t_29 * sum_h_13
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.asymmetric_laplace_nll <- function(x, mu, scale, kappa) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && kappa > 0 &&
    is.finite(kappa))) {
    return(Inf)
  }
  n <- length(x)
  -.asymmetric_laplace_log_likelihood(x, n, mu, scale, kappa)
}

# The gradient of the log-likelihood.
.asymmetric_laplace_score <- function(x, n, mu, scale, kappa) {
  t_30 <- x - mu
  sum_h_14 <- sum(ifelse(t_30 < 0, 0, 1))
  sum_h_15 <- sum(ifelse(-t_30 < 0, 0, 1))
  sum_h_16 <- sum(pmax(0, t_30))
  sum_h_17 <- sum(pmin(0, t_30))
  t_31 <- 1 / scale
  t_32 <- 1 / kappa
  t_33 <- 1 / scale^2
  t_34 <- 1 / kappa^2
  c(
    kappa * t_31 * sum_h_14 - t_31 * t_32 * sum_h_15,
    kappa * t_33 * sum_h_16 - t_31 * n - t_32 * t_33 * sum_h_17,
    -(1 - t_34) * n / (t_32 + kappa) - t_31 * t_34 * sum_h_17 - t_31 * sum_h_16
  )
}

# The gradient of nll; nan outside the domain or the support.
.asymmetric_laplace_gradient <- function(x, mu, scale, kappa) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && kappa > 0 &&
    is.finite(kappa))) {
    return(c(NaN, NaN, NaN))
  }
  n <- length(x)
  found_5 <- .asymmetric_laplace_score(x, n, mu, scale, kappa)
  g_1 <- found_5[1]
  g_2 <- found_5[2]
  g_3 <- found_5[3]
  c(-g_1, -g_2, -g_3)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.asymmetric_laplace_curvature <- function(x, n, mu, scale, kappa) {
  t_35 <- x - mu
  sum_h_18 <- sum(pmin(0, t_35))
  sum_h_19 <- sum(pmax(0, t_35))
  sum_h_20 <- sum(ifelse(t_35 < 0, 0, 1))
  sum_h_21 <- sum(ifelse(-t_35 < 0, 0, 1))
  sum_h_22 <- sum(0)
  sum_h_23 <- sum(0)
  t_36 <- 1 / kappa
  t_37 <- t_36 + kappa
  t_38 <- 1 / scale
  t_40 <- t_38 * sum_h_20
  t_41 <- t_36 * t_38
  t_42 <- 1 / scale^2
  t_43 <- 1 / kappa^2
  t_44 <- t_38 * t_43
  t_45 <- 1 - t_43
  t_46 <- n / t_37
  t_47 <- 2 / (scale * scale * scale)
  t_48 <- 1 / (kappa * kappa * kappa)
  c(
    -kappa * t_38 * sum_h_22 - t_41 * sum_h_23,
    t_36 * t_42 * sum_h_21 - kappa * t_42 * sum_h_20,
    t_42 * n + t_36 * t_47 * sum_h_18 - kappa * t_47 * sum_h_19,
    t_40 + t_44 * sum_h_21,
    t_42 * t_43 * sum_h_18 + t_42 * sum_h_19,
    t_45^2 * n / t_37^2 + 2 * t_48 * t_38 * sum_h_18 - 2 * t_46 * t_48
  )
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.asymmetric_laplace_hessian <- function(x, mu, scale, kappa) {
  if (!isTRUE(is.finite(mu) && scale > 0 && is.finite(scale) && kappa > 0 &&
    is.finite(kappa))) {
    return(c(NaN, NaN, NaN, NaN, NaN, NaN))
  }
  n <- length(x)
  found_6 <- .asymmetric_laplace_curvature(x, n, mu, scale, kappa)
  h_1 <- found_6[1]
  h_2 <- found_6[2]
  h_3 <- found_6[3]
  h_4 <- found_6[4]
  h_5 <- found_6[5]
  h_6 <- found_6[6]
  c(-h_1, -h_2, -h_3, -h_4, -h_5, -h_6)
}
