# Maximum-likelihood estimation: Triangular distribution with known end
# points.
#
#   f(x; mode, lower, upper) = Piecewise((2*(x-lower)/((upper-lower)*(mode-
#       lower)), x <= mode), (2*(upper-x)/((upper-lower)*(upper-mode)), True))
#   support: lower <= x <= upper
#   mode: lower < mode < upper
#   lower: real (a known constant)
#   upper: lower < upper (a known constant)
#
# Log-likelihood:
#
#   -log(-lower + mode)*sum(Piecewise((1, x <= mode), (0, True))) - log(-lower
#       + upper)*n - log(-mode + upper)*sum(Piecewise((0, x <= mode), (1,
#       True))) + sum(Piecewise((0, x <= mode), (log(-2*x + 2*upper), True)))
#       + sum(Piecewise((log(2*x - 2*lower), x <= mode), (0, True)))
#
# Estimator (boundary):
#
#   mode = the value among x that maximises -log(-lower +
#       mode)*sum(Piecewise((1, x <= mode), (0, True))) - log(-lower +
#       upper)*n - log(-mode + upper)*sum(Piecewise((0, x <= mode), (1,
#       True))) + sum(Piecewise((0, x <= mode), (log(-2*x + 2*upper), True)))
#       + sum(Piecewise((log(2*x - 2*lower), x <= mode), (0, True)))
#
# Source:
#
#   Oliver (1972), A maximum likelihood oddity, Amer. Statist. 26 (3), 43-44
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 26
#
# Written by thetahat 0.1.0.

#' Maximum-likelihood estimates
#'
#' Stops for data that are none; warns where no maximum exists or none was
#' found.
#'
#' @param x numeric vector: the observations.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return list: estimate, its covariance matrix vcov, standard_errors, logLik
#'   (at the estimate) and n.
#' @export
mle_triangular <- function(x, lower, upper) {
  x <- .triangular_column(x, "x")
  .triangular_require_rows("x", x >= lower, "must be >= lower")
  .triangular_require_rows("x", x <= upper, "must be <= upper")
  labels <- c("mode")
  estimate <- .triangular_solve(x, lower, upper)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_triangular(x, estimate, lower, upper)
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
#' @param parameters numeric vector: mode, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_triangular <- function(x, parameters, lower, upper) {
  x <- .triangular_column(x, "x")
  .triangular_require_rows("x", x >= lower, "must be >= lower")
  .triangular_require_rows("x", x <= upper, "must be <= upper")
  .triangular_nll(x, lower, upper, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mode, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_triangular <- function(x, parameters, lower, upper) {
  x <- .triangular_column(x, "x")
  .triangular_require_rows("x", x >= lower, "must be >= lower")
  .triangular_require_rows("x", x <= upper, "must be <= upper")
  .triangular_gradient(x, lower, upper, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mode, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_triangular <- function(x, parameters, lower, upper) {
  x <- .triangular_column(x, "x")
  .triangular_require_rows("x", x >= lower, "must be >= lower")
  .triangular_require_rows("x", x <= upper, "must be <= upper")
  triangle <- .triangular_hessian(x, lower, upper, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: mode, in this order.
#' @param lower number: a known constant, real.
#' @param upper number: a known constant, lower < upper.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_triangular <- function(x, parameters, lower, upper) {
  x <- .triangular_column(x, "x")
  .triangular_require_rows("x", x >= lower, "must be >= lower")
  .triangular_require_rows("x", x <= upper, "must be <= upper")
  mode <- parameters[[1]]
  score_1 <- rep_len(
    ifelse(x <= mode, -1 / (mode - lower), 1 / (upper - mode)), length(x)
  )
  out <- cbind(score_1)
  colnames(out) <- c("mode")
  out
}

# A variable as a numeric vector; stops if it is none.
.triangular_column <- function(values, name) {
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

# Stops if observations break a rule of the support.
.triangular_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The log-likelihood as a function of mode.
.triangular_objective_mode <- function(x, upper, lower, n, mode) {
  t <- x <= mode
  t_1 <- 2 * x
  sum_h <- sum(ifelse(t, 0, 1))
  sum_h_1 <- sum(ifelse(t, 1, 0))
  sum_h_2 <- sum(ifelse(t, 0, log(2 * upper - t_1)))
  sum_h_3 <- sum(ifelse(t, log(t_1 - 2 * lower), 0))
  sum_h_2 + sum_h_3 - n * log(upper - lower) - sum_h * log(upper - mode) -
    sum_h_1 * log(mode - lower)
}

# The one of the points at which mode is likeliest.
.triangular_point_mode <- function(x, upper, lower, n) {
  best <- -Inf
  chosen <- NaN
  for (i_1 in seq_along(x)) {
    x_here <- x[i_1]
    point <- x_here
    height <- .triangular_objective_mode(x, upper, lower, n, point)
    if (isTRUE(height > best)) {
      best <- height
      chosen <- point
    }
  }
  chosen
}

# The estimate, in the order of the parameters.
.triangular_solve <- function(x, lower, upper) {
  n <- length(x)
  mode <- .triangular_point_mode(x, upper, lower, n)
  mode
}

# The log-likelihood, every constant included.
.triangular_log_likelihood <- function(x, upper, lower, n, mode) {
  t_7 <- -upper
  sum_h_7 <- sum(
    ifelse(
      x <= mode,
      log(2 * x - 2 * lower) - log(mode - lower),
      log(-2 * x - 2 * t_7) - log(-t_7 - mode)
    )
  )
  sum_h_7 - n * log(upper - lower)
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.triangular_nll <- function(x, lower, upper, mode) {
  if (!isTRUE(mode > lower && mode < upper && is.finite(lower) &&
    upper > lower && is.finite(upper))) {
    return(Inf)
  }
  n <- length(x)
  -.triangular_log_likelihood(x, upper, lower, n, mode)
}

# The gradient of the log-likelihood.
.triangular_score <- function(x, lower, upper, mode) {
  sum_h_8 <- sum(ifelse(x <= mode, -1 / (mode - lower), 1 / (upper - mode)))
  sum_h_8
}

# The gradient of nll; nan outside the domain or the support.
.triangular_gradient <- function(x, lower, upper, mode) {
  if (!isTRUE(mode > lower && mode < upper && is.finite(lower) &&
    upper > lower && is.finite(upper))) {
    return(NaN)
  }
  -.triangular_score(x, lower, upper, mode)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.triangular_curvature <- function(x, lower, upper, mode) {
  t_8 <- mode - lower
  t_9 <- x <= mode
  t_10 <- -upper
  t_11 <- -t_10 - mode
  sum_h_11 <- sum(ifelse(t_9, 1 / t_8^2, 1 / t_11^2))
  sum_h_11
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.triangular_hessian <- function(x, lower, upper, mode) {
  if (!isTRUE(mode > lower && mode < upper && is.finite(lower) &&
    upper > lower && is.finite(upper))) {
    return(NaN)
  }
  -.triangular_curvature(x, lower, upper, mode)
}
