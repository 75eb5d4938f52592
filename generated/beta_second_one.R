# Maximum-likelihood estimation: Beta distribution with second parameter 1.
#
#   f(x; alpha) = alpha*x**(alpha-1)
#   support: 0 < x < 1
#   alpha: positive
#
# Log-likelihood:
#
#   (alpha - 1)*sum(log(x)) + log(alpha)*n
#
# Estimator (closed):
#
#   alpha = -n/sum(log(x))
#
# Source:
#
#   Johnson, Kotz, Balakrishnan (1995), Continuous Univariate Distributions,
#       vol. 2, ch. 25
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
mle_beta_second_one <- function(x) {
  x <- .beta_second_one_column(x, "x")
  .beta_second_one_require_rows("x", x > 0, "must be > 0")
  .beta_second_one_require_rows("x", x < 1, "must be < 1")
  labels <- c("alpha")
  estimate <- .beta_second_one_solve(x)
  names(estimate) <- labels
  vcov <- matrix(NA_real_, 1, 1, dimnames = list(labels, labels))
  value <- NA_real_
  if (all(is.finite(estimate))) {
    value <- -nll_beta_second_one(x, estimate)
    information <- hessian_beta_second_one(x, estimate)
    size <- sqrt(pmax(diag(information), 0))
    if (all(is.finite(information)) && all(size > 0)) {
      unit <- size %o% size
      root <- tryCatch(chol(information / unit), error = function(e) NULL)
      if (!is.null(root)) {
        vcov[] <- chol2inv(root) / unit
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
#' @param parameters numeric vector: alpha, in this order.
#' @return number: minus the log-likelihood, every constant included; Inf
#'   outside the domain or the support.
#' @export
nll_beta_second_one <- function(x, parameters) {
  x <- .beta_second_one_column(x, "x")
  .beta_second_one_require_rows("x", x > 0, "must be > 0")
  .beta_second_one_require_rows("x", x < 1, "must be < 1")
  .beta_second_one_nll(x, parameters[[1]])
}

#' The gradient of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, in this order.
#' @return numeric vector in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
gradient_beta_second_one <- function(x, parameters) {
  x <- .beta_second_one_column(x, "x")
  .beta_second_one_require_rows("x", x > 0, "must be > 0")
  .beta_second_one_require_rows("x", x < 1, "must be < 1")
  .beta_second_one_gradient(x, parameters[[1]])
}

#' The Hessian of the negative log-likelihood
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, in this order.
#' @return symmetric matrix in the order of the parameters; NaN outside the
#'   domain or the support.
#' @export
hessian_beta_second_one <- function(x, parameters) {
  x <- .beta_second_one_column(x, "x")
  .beta_second_one_require_rows("x", x > 0, "must be > 0")
  .beta_second_one_require_rows("x", x < 1, "must be < 1")
  triangle <- .beta_second_one_hessian(x, parameters[[1]])
  out <- matrix(0, 1, 1)
  out[upper.tri(out, diag = TRUE)] <- triangle
  out[lower.tri(out)] <- t(out)[lower.tri(out)]
  out
}

#' The scores: the gradient of each observation's log-density
#'
#' @param x numeric vector: the observations.
#' @param parameters numeric vector: alpha, in this order.
#' @return matrix with a row for each observation and a column for each
#'   parameter.
#' @export
scores_beta_second_one <- function(x, parameters) {
  x <- .beta_second_one_column(x, "x")
  .beta_second_one_require_rows("x", x > 0, "must be > 0")
  .beta_second_one_require_rows("x", x < 1, "must be < 1")
  alpha <- parameters[[1]]
  score_1 <- rep_len(log(x) + 1 / alpha, length(x))
  out <- cbind(score_1)
  colnames(out) <- c("alpha")
  out
}

# A variable as a numeric vector; stops if it is none.
.beta_second_one_column <- function(values, name) {
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
.beta_second_one_require_rows <- function(name, valid, rule) {
  if (!all(valid)) {
    bad <- sum(!valid)
    stop(
      bad, " observations are outside the support: '", name, "' ", rule,
      call. = FALSE
    )
  }
}

# The estimate, in the order of the parameters.
.beta_second_one_solve <- function(x) {
  n <- length(x)
  sum_log_x <- sum(log(x))
  alpha <- -n / sum_log_x
  alpha
}

# The log-likelihood, every constant included.
.beta_second_one_log_likelihood <- function(n, sum_log_x, alpha) {
  n * log(alpha) + (alpha - 1) * sum_log_x
}

# -l, the negative log-likelihood, every constant included; inf outside the
# domain or the support.
.beta_second_one_nll <- function(x, alpha) {
  if (!isTRUE(alpha > 0 && is.finite(alpha))) {
    return(Inf)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.beta_second_one_log_likelihood(n, sum_log_x, alpha)
}

# The gradient of the log-likelihood.
.beta_second_one_score <- function(sum_log_x, n, alpha) {
  n / alpha + sum_log_x
}

# The gradient of nll; nan outside the domain or the support.
.beta_second_one_gradient <- function(x, alpha) {
  if (!isTRUE(alpha > 0 && is.finite(alpha))) {
    return(NaN)
  }
  n <- length(x)
  sum_log_x <- sum(log(x))
  -.beta_second_one_score(sum_log_x, n, alpha)
}

# The lower triangle of the Hessian of the log-likelihood, by rows.
.beta_second_one_curvature <- function(n, alpha) {
  -n / alpha^2
}

# The lower triangle of the Hessian of nll, by rows; nan outside the domain or
# the support.
.beta_second_one_hessian <- function(x, alpha) {
  if (!isTRUE(alpha > 0 && is.finite(alpha))) {
    return(NaN)
  }
  n <- length(x)
  -.beta_second_one_curvature(n, alpha)
}
